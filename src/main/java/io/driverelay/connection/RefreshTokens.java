package io.driverelay.connection;

import java.util.Optional;

/** The refresh tokens, one a connection, in the vault. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface RefreshTokens {
    Optional<String> find(String connectionId);

    void store(String connectionId, String refreshToken);

    /** Gone already is fine. */
    void delete(String connectionId);
}
