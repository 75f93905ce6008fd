package io.driverelay.azure;

import com.azure.core.exception.ResourceNotFoundException;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.StorageUnavailable.Service;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The versions of a secret. The vault deletes none of them alone, but gives out no disabled one. */
final class SecretVersions {
    /** On a version until all older ones are disabled, so that whoever reads it can make that good. */
    static final Map<String, String> OLDER_ENABLED = Map.of("older", "enabled");

    private static final int ROUNDS = 5;

    private final SecretClient client;
    private final String name;

    SecretVersions(SecretClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * All but the newest. That is asked for after the others were listed: of two who store at once neither can take the other's, which is
     * newer, for an old one.
     */
    void disableOlder() {
        List<SecretProperties> enabled = enabled();
        SecretProperties newest = client.getSecret(name).getProperties();
        enabled.stream()
                .filter(version -> !version.getVersion().equals(newest.getVersion()))
                .forEach(this::disable);
        client.updateSecretProperties(newest.setTags(Map.of()));
    }

    /**
     * What is stored meanwhile, too.
     *
     * @return whether there are any
     */
    boolean disableAll() {
        if (!isThere()) {
            return false;
        }
        for (int n = 0; n < ROUNDS; n++) {
            List<SecretProperties> enabled = enabled();
            if (enabled.isEmpty()) {
                return true;
            }
            enabled.forEach(this::disable);
        }
        throw new StorageUnavailable(Service.VAULT, "secret " + name + ": stored anew again and again", null, false);
    }

    private boolean isThere() {
        try {
            return client.listPropertiesOfSecretVersions(name).stream()
                    .findFirst()
                    .isPresent();
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private List<SecretProperties> enabled() {
        try {
            return client.listPropertiesOfSecretVersions(name).stream()
                    .filter(version -> !Objects.equals(version.isEnabled(), false))
                    .toList();
        } catch (ResourceNotFoundException e) {
            return List.of();
        }
    }

    private void disable(SecretProperties version) {
        client.updateSecretProperties(version.setEnabled(false));
    }
}
