package io.driverelay.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The refresh tokens, one a connection, in the vault, which keeps whatever was there before. Every call may throw
 * {@link io.driverelay.store.StorageUnavailable}.
 */
public interface RefreshTokens {
    /**
     * As it lies in the vault.
     *
     * @param storedAt null where that is not known
     * @param expiresAt when it is of no use any more unless it was used before; null where that is not known
     * @param olderEnabled whether the vault may still give out what was stored before it
     */
    record Stored(String token, Instant storedAt, Instant expiresAt, boolean olderEnabled) {
        private static final Duration FRESH = Duration.ofDays(7);

        public Stored {
            Objects.requireNonNull(token, "token");
        }

        /** A vault is no database, and each one stored is one more to look after. Those given out before stay good for 90 days. */
        boolean isWorthReplacingAt(Instant now) {
            return storedAt == null
                    || expiresAt == null
                    || !now.isBefore(storedAt.plus(FRESH))
                    || !now.isBefore(expiresAt.minus(FRESH));
        }

        @Override
        public String toString() {
            return "Stored[storedAt=" + storedAt + ", expiresAt=" + expiresAt + "]";
        }
    }

    Optional<Stored> find(String connectionId);

    /** What was there before can be read until {@link #disableOlder}. */
    void store(String connectionId, String refreshToken);

    /** Of what was stored before the newest one the vault gives out nothing any more. */
    void disableOlder(String connectionId);

    /**
     * The vault gives out none of them any more, and drops them. May be repeated after a failure, wherever that was.
     *
     * @return whether there was one
     */
    boolean delete(String connectionId);
}
