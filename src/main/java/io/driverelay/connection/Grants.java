package io.driverelay.connection;

import io.driverelay.connection.Authority.Tokens;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The vault and the sign-in service: neither is called during a pause that it asked for, and each is named when it fails. */
final class Grants {
    private static final EventLog EVENTS = new EventLog();

    private final RefreshTokens refreshTokens;
    private final Authority authority;
    private final KeptPauses pauses;
    private final Map<String, Newest> newest = new ConcurrentHashMap<>();

    /**
     * The newest refresh token of a connection, which is not worth storing yet, or could not be stored.
     *
     * @param since the SHA-256 of the stored one that it came of: where another lies in the vault by now, that one counts
     */
    private record Newest(String since, String token) {
        @Override
        public String toString() {
            return "Newest[]";
        }
    }

    Grants(RefreshTokens refreshTokens, Authority authority, KeptPauses pauses) {
        this.refreshTokens = refreshTokens;
        this.authority = authority;
        this.pauses = pauses;
    }

    /** No call at all while either wants to be left alone: a token out of the vault is of no use without the other. */
    void requireNoPause(String driveId) {
        pauses.left(Pauses.ofSignIn(driveId)).ifPresent(left -> {
            throw unavailable("the sign-in service asked to be left alone", left, null);
        });
        pauses.left(Pauses.VAULT).ifPresent(left -> {
            throw new DriveFault(DriveFault.Kind.VAULT, "the key vault asked to be left alone", left, null);
        });
    }

    /** Empty when the vault holds none. */
    Optional<RefreshTokens.Stored> stored(String connectionId) {
        try {
            return refreshTokens.find(connectionId);
        } catch (StorageUnavailable e) {
            throw vaultFault(e);
        }
    }

    /** The stored one, or a newer one that came of it. */
    String newest(String connectionId, RefreshTokens.Stored stored) {
        Newest kept = newest.get(connectionId);
        return kept != null && kept.since().equals(Secrets.sha256(stored.token())) ? kept.token() : stored.token();
    }

    void keepNewest(String connectionId, RefreshTokens.Stored stored, String token) {
        newest.put(connectionId, new Newest(Secrets.sha256(stored.token()), token));
    }

    /** The stored one counts again. */
    void dropNewest(String connectionId) {
        newest.remove(connectionId);
    }

    /** @throws AuthorityFault other than {@code UNAVAILABLE}, for the caller to judge */
    Tokens redeem(String refreshToken, String driveId) {
        try {
            return authority.refresh(refreshToken);
        } catch (StorageUnavailable e) {
            // the app's own secret lies in the vault too
            throw vaultFault(e);
        } catch (AuthorityFault fault) {
            fault.retryAfter().ifPresent(pause -> pauses.keep(Pauses.ofSignIn(driveId), pause));
            if (fault.kind() == AuthorityFault.Kind.UNAVAILABLE) {
                throw unavailable(fault.getMessage(), fault.retryAfter().orElse(null), fault);
            }
            throw fault;
        }
    }

    /**
     * The old one stays valid: a failure costs nothing now, and the next refresh tries again.
     *
     * @return whether it is stored
     */
    boolean store(String connectionId, String rotated) {
        try {
            refreshTokens.store(connectionId, rotated);
            return true;
        } catch (StorageUnavailable e) {
            e.retryAfter().ifPresent(pause -> pauses.keep(Pauses.VAULT, pause));
            EVENTS.write(Event.ROTATED_TOKEN_NOT_STORED.of(connectionId));
            return false;
        }
    }

    /** The vault remembers where it has still to be done: the next refresh, of whichever instance, tries again. */
    void disableOlder(String connectionId) {
        try {
            refreshTokens.disableOlder(connectionId);
        } catch (StorageUnavailable e) {
            e.retryAfter().ifPresent(pause -> pauses.keep(Pauses.VAULT, pause));
            EVENTS.write(Event.OLDER_TOKENS_NOT_DISABLED.of(connectionId));
        }
    }

    /** Removed while the authority answered: no credential outlives its connection. */
    void forget(String connectionId) {
        try {
            refreshTokens.delete(connectionId);
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.TOKEN_OF_REMOVED_CONNECTION_KEPT.of(connectionId));
        }
    }

    private DriveFault vaultFault(StorageUnavailable e) {
        e.retryAfter().ifPresent(pause -> pauses.keep(Pauses.VAULT, pause));
        return e.isDenied()
                ? new DriveFault(DriveFault.Kind.VAULT_DENIED, "the key vault denies the app its secret", e)
                : new DriveFault(
                        DriveFault.Kind.VAULT,
                        "the key vault cannot be reached",
                        e.retryAfter().orElse(null),
                        e);
    }

    private static DriveFault unavailable(String why, Duration retryAfterOrNull, Throwable cause) {
        return new DriveFault(DriveFault.Kind.SIGN_IN_SERVICE, why, retryAfterOrNull, cause);
    }
}
