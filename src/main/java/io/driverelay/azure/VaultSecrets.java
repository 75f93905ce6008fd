package io.driverelay.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.StorageUnavailable.Service;
import java.net.URI;
import java.time.Duration;
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

    /** @throws StorageUnavailable when the vault does not answer, or refuses: {@link StorageUnavailable#isDenied} */
    public Optional<String> find(String name) {
        return call(name, () -> {
            try {
                return Optional.ofNullable(client().getSecret(name).getValue());
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Over whatever is there; a deleted one of that name, which the vault still keeps, is recovered first.
     *
     * @throws StorageUnavailable as {@link #find}
     */
    public void store(String name, String value) {
        call(name, () -> {
            try {
                return client().setSecret(name, value);
            } catch (HttpResponseException e) {
                if (e.getResponse() == null || e.getResponse().getStatusCode() != 409) {
                    throw e;
                }
                client().beginRecoverDeletedSecret(name).waitForCompletion(RECOVERY);
                return client().setSecret(name, value);
            }
        });
    }

    /** Gone already is fine. The value is written over first, since the vault keeps what is deleted. */
    public void delete(String name) {
        if (find(name).isEmpty()) {
            return;
        }
        call(name, () -> {
            client().setSecret(name, "deleted");
            return client().beginDeleteSecret(name).poll();
        });
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
