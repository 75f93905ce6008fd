package io.driverelay.connection;

import java.time.Instant;
import java.util.Optional;

/** Sign-in links and sign-ins under way, each usable until its time is over. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface SignIns {
    /** A random link for one connection. */
    record Link(String token, String connectionId, Instant expiresAt) {
        @Override
        public String toString() {
            return "Link[" + connectionId + "]";
        }
    }

    /**
     * A consent under way.
     *
     * @param cookie what the browser that began it holds
     */
    record Pending(String state, String cookie, String codeVerifier, String connectionId, Instant expiresAt) {
        @Override
        public String toString() {
            return "Pending[" + connectionId + "]";
        }
    }

    void createLink(Link link);

    Optional<Link> findLink(String token);

    void createPending(Pending pending);

    /** Takes it out: whoever comes second gets nothing, on any instance. */
    Optional<Pending> takePending(String state);

    /** Drops all of one connection's. */
    void deleteAll(String connectionId);

    /** Drops what is over. */
    void deleteExpired(Instant now);
}
