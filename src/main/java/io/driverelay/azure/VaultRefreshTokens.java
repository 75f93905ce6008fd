package io.driverelay.azure;

import io.driverelay.connection.RefreshTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Refresh tokens as the secrets {@code connection-<connectionId>}, with the time from which an unused one is of no use any more. */
public final class VaultRefreshTokens implements RefreshTokens {
    private static final String CONTENT_TYPE = "application/vnd.drive-relay.refresh-token";
    private static final Duration VALID = Duration.ofDays(90);

    private final VaultSecrets secrets;
    private final Clock clock;

    public VaultRefreshTokens(VaultSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Optional<Stored> find(String connectionId) {
        return secrets.find(name(connectionId))
                .map(found -> new Stored(found.value(), found.createdAt(), found.expiresAt(), found.olderEnabled()));
    }

    @Override
    public void store(String connectionId, String refreshToken) {
        secrets.store(
                name(connectionId), refreshToken, CONTENT_TYPE, clock.instant().plus(VALID));
    }

    @Override
    public void disableOlder(String connectionId) {
        secrets.disableOlder(name(connectionId));
    }

    @Override
    public boolean delete(String connectionId) {
        return secrets.delete(name(connectionId));
    }

    private static String name(String connectionId) {
        return "connection-" + connectionId;
    }
}
