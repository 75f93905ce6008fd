package io.driverelay.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.StorageUnavailable.Service;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Secrets in Key Vault, reached by the app's managed identity. The client is built at the first call. Each call ends within ten seconds, with
 * {@link StorageUnavailable} of the vault where it has not answered.
 */
public final class VaultSecrets {
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private static final Duration CALL = Duration.ofSeconds(9);

    private final URI vaultUrl;
    private final Supplier<TokenCredential> credential;
    private final Supplier<HttpClient> http;
    private final BoundedCalls bounded;
    private SecretClient client;

    /** @param identityClientId of a user-assigned identity; null for the system-assigned one */
    public VaultSecrets(URI vaultUrl, String identityClientId) {
        this(vaultUrl, () -> ManagedIdentity.of(identityClientId), SdkHttp::client, CALL);
    }

    VaultSecrets(URI vaultUrl, Supplier<TokenCredential> credential, Supplier<HttpClient> http, Duration call) {
        this.vaultUrl = vaultUrl;
        this.credential = credential;
        this.http = http;
        this.bounded = new BoundedCalls(call);
    }

    /**
     * As the vault has it.
     *
     * @param createdAt null where the vault does not tell
     * @param expiresAt null for never
     * @param olderEnabled whether older versions may still be given out
     */
    public record Secret(String value, Instant createdAt, Instant expiresAt, boolean olderEnabled) {
        @Override
        public String toString() {
            return "Secret[createdAt=" + createdAt + ", expiresAt=" + expiresAt + "]";
        }
    }

    /** @throws StorageUnavailable when the vault does not answer, or refuses: {@link StorageUnavailable#isDenied} */
    public Optional<Secret> find(String name) {
        return call(name, () -> {
            try {
                return Optional.ofNullable(client().getSecret(name))
                        .filter(found -> found.getValue() != null)
                        .map(VaultSecrets::secret);
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Another version over whatever is there; a deleted one of that name, which the vault still keeps, is recovered first.
     *
     * @param expiresAt null for never
     * @throws StorageUnavailable as {@link #find}
     */
    void store(String name, String value, String contentType, Instant expiresAt) {
        var secret = new KeyVaultSecret(name, value)
                .setProperties(new SecretProperties()
                        .setContentType(contentType)
                        .setExpiresOn(expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                        .setTags(SecretVersions.OLDER_ENABLED));
        call(name, () -> {
            try {
                return client().setSecret(secret);
            } catch (HttpResponseException e) {
                if (!isConflict(e)) {
                    throw e;
                }
                client().beginRecoverDeletedSecret(name).waitForCompletion(RECOVERY);
                return client().setSecret(secret);
            }
        });
    }

    /** Older versions are given out no more. */
    void disableOlder(String name) {
        call(name, () -> {
            new SecretVersions(client(), name).disableOlder();
            return null;
        });
    }

    /**
     * No version is given out any more, then all are deleted: the vault keeps them, and whoever recovers them gets none without enabling it.
     *
     * @return whether it was there
     */
    boolean delete(String name) {
        return call(name, () -> {
            if (!new SecretVersions(client(), name).disableAll()) {
                return false;
            }
            try {
                client().beginDeleteSecret(name).poll();
            } catch (ResourceNotFoundException e) {
                return false;
            } catch (HttpResponseException e) {
                if (!isConflict(e)) {
                    throw e;
                }
                // another's deletion is under way
            }
            return true;
        });
    }

    private static boolean isConflict(HttpResponseException e) {
        return e.getResponse() != null && e.getResponse().getStatusCode() == 409;
    }

    private static Secret secret(KeyVaultSecret found) {
        SecretProperties properties = found.getProperties();
        Map<String, String> tags = properties.getTags() == null ? Map.of() : properties.getTags();
        return new Secret(
                found.getValue(),
                instant(properties.getCreatedOn()),
                instant(properties.getExpiresOn()),
                tags.keySet().containsAll(SecretVersions.OLDER_ENABLED.keySet()));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private <T> T call(String name, Supplier<T> call) {
        String what = "secret " + name;
        return bounded.call(
                () -> StorageCalls.answered(Service.VAULT, what, call),
                why -> Refusals.noAnswer(Service.VAULT, what, why));
    }

    private synchronized SecretClient client() {
        if (client == null) {
            var builder = new SecretClientBuilder()
                    .vaultUrl(vaultUrl.toString())
                    .credential(credential.get())
                    .httpClient(http.get())
                    .retryPolicy(new RetryPolicy(new VaultPatience()));
            if (isLoopback(vaultUrl.getHost())) {
                // the SDK wants a host below vault.azure.net in the challenge
                builder.disableChallengeResourceVerification();
            }
            client = builder.buildClient();
        }
        return client;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }
}
