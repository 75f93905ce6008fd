#!/usr/bin/env bash
# Registers the app that people sign in to with their OneDrive. README.md says the same for the portal.
set -euo pipefail

usage() {
  cat <<'TEXT'
Registers the app that people sign in to with their OneDrive: personal accounts only.

  infra/register-app.sh create [NAME]
      registers it (NAME: Drive Relay; one of that name is brought up to date) and prints its client id

  infra/register-app.sh connect CLIENT_ID REDIRECT_URI VAULT
      once the relay is deployed: redirect and secret, as below

  infra/register-app.sh redirect CLIENT_ID REDIRECT_URI...
      sets where sign-in may return to, instead of what was set before; the deployment's output REDIRECT_URI says it

  infra/register-app.sh secret CLIENT_ID VAULT
      makes a client secret for 180 days and puts it into the vault as onedrive-client-secret; it is never shown, its last
      day is. The relay's log tells of it from thirty days before: then the same again.
      An app has at most two: remove the older one once the new one works
      (az ad app credential list --id CLIENT_ID; az ad app credential delete --id CLIENT_ID --key-id KEY_ID)

Needs the Azure CLI 2.68 or later, signed in (az login) as somebody who may register apps and, for the secret, who has the
role Key Vault Secrets Officer on the vault: whoever deployed it has.
TEXT
}

refuse() {
  echo "$*" >&2
  exit 2
}

require_id() {
  [[ $1 =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] || refuse "'$1' is no client id."
}

create() {
  # apps for personal accounts are refused without access tokens of version 2
  az ad app create \
    --display-name "${1:-Drive Relay}" \
    --sign-in-audience PersonalMicrosoftAccount \
    --requested-access-token-version 2 \
    --enable-id-token-issuance false \
    --enable-access-token-issuance false \
    --query appId --output tsv
}

redirect() {
  require_id "$1"
  local uri
  for uri in "${@:2}"; do
    [[ $uri == https://*/api/sign-in/callback ]] ||
      refuse "'$uri' is no redirect URI of the relay: https://<host>/api/sign-in/callback."
  done
  az ad app update --id "$1" --web-redirect-uris "${@:2}" --output none
  echo "Sign-in returns to ${*:2}." >&2
}

# 180 days from now; date is not the same everywhere
last_day() {
  local seconds=$(($(date +%s) + 180 * 86400))
  date -u -d "@$seconds" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$seconds" +%Y-%m-%dT%H:%M:%SZ
}

secret() {
  require_id "$1"
  # asked first: a secret that the vault does not take would be lost
  az keyvault secret list --vault-name "$2" --maxresults 1 --output none ||
    refuse "The vault $2 does not let you in: the role takes some minutes, a private vault wants your address in vaultAllowedAddresses."
  # in a variable of this shell and through a pipe: no argument, no file, no screen, not even under bash -x
  set +x
  local value end
  end=$(last_day)
  value=$(az ad app credential reset --id "$1" --append --display-name drive-relay --end-date "$end" \
    --query password --output tsv --only-show-errors)
  value=${value%$'\r'}
  [[ -n $value ]] || refuse "No client secret was made; the vault is as it was."
  printf %s "$value" |
    az keyvault secret set --vault-name "$2" --name onedrive-client-secret --file /dev/stdin --encoding utf-8 \
      --expires "$end" --output none
  echo "The vault $2 has the client secret. It works until $end." >&2
}

case "${1:-}" in
  create)
    (($# <= 2)) || refuse "create takes a name at most; --help explains."
    create "${@:2}"
    ;;
  connect)
    (($# == 4)) || refuse "connect takes a client id, a redirect URI and a vault; --help explains."
    redirect "$2" "$3"
    secret "$2" "$4"
    ;;
  redirect)
    (($# >= 3)) || refuse "redirect takes a client id and redirect URIs; --help explains."
    redirect "${@:2}"
    ;;
  secret)
    (($# == 3)) || refuse "secret takes a client id and a vault; --help explains."
    secret "${@:2}"
    ;;
  -h | --help | help)
    usage
    ;;
  *)
    usage >&2
    exit 2
    ;;
esac
