package io.driverelay.azure;

import io.driverelay.connection.RefreshTokens;
import java.util.Optional;

/** Refresh tokens as the secrets {@code connection-<connectionId>}. */
public final class VaultRefreshTokens implements RefreshTokens {
    private final VaultSecrets secrets;

    public VaultRefreshTokens(VaultSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Optional<String> find(String connectionId) {
        return secrets.find(name(connectionId));
    }

    @Override
    public void store(String connectionId, String refreshToken) {
        secrets.store(name(connectionId), refreshToken);
    }

    @Override
    public void delete(String connectionId) {
        secrets.delete(name(connectionId));
    }

    private static String name(String connectionId) {
        return "connection-" + connectionId;
    }
}
