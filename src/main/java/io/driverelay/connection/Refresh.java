package io.driverelay.connection;

import io.driverelay.connection.Authority.Tokens;
import io.driverelay.drive.DriveFault;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** One refresh: of a refresh token an access token, and what the answer means for the connection. */
final class Refresh {
    private static final EventLog EVENTS = new EventLog();

    private final Connections connections;
    private final Grants grants;
    private final ConnectionListener listener;
    private final Clock clock;

    Refresh(Connections connections, Grants grants, ConnectionListener listener, Clock clock) {
        this.connections = connections;
        this.grants = grants;
        this.listener = listener;
        this.clock = clock;
    }

    /** @throws DriveFault as {@link io.driverelay.drive.BearerTokens#current} says */
    Tokens of(String connectionId) {
        return guarded(() -> once(read(connectionId)));
    }

    /** @throws DriveFault as above */
    Tokens of(ConnectionMark listed) {
        return guarded(() -> once(Beforehand.listed(listed).orElseGet(() -> read(listed.id()))));
    }

    private static Tokens guarded(Supplier<Tokens> refresh) {
        try {
            return refresh.get();
        } catch (StorageUnavailable e) {
            throw new DriveFault(DriveFault.Kind.RECORDS, "the relay's own records cannot be reached", e);
        }
    }

    private Beforehand read(String connectionId) {
        return Beforehand.read(connections, connectionId).orElseThrow(Refresh::lapsed);
    }

    private Tokens once(Beforehand before) {
        String connectionId = before.connectionId();
        String driveId = before.driveId();
        requireNoRest(before.doubt());
        grants.requireNoPause(driveId);
        RefreshTokens.Stored stored = grants.stored(connectionId).orElse(null);
        if (stored == null) {
            throw markLapsed(before);
        }
        String refreshToken = grants.newest(connectionId, stored);
        try {
            Tokens tokens = grants.redeem(refreshToken, driveId);
            tell(connectionId, stored, tokens);
            keep(connectionId, stored, tokens.refreshToken().orElse(refreshToken));
            clearDoubt(before);
            return tokens;
        } catch (AuthorityFault fault) {
            grants.dropNewest(connectionId);
            throw fault.kind() == AuthorityFault.Kind.SIGN_IN_REQUIRED
                    ? refused(before, fault)
                    : new DriveFault(DriveFault.Kind.OPERATOR_MUST_ACT, fault.getMessage(), fault);
        }
    }

    private void tell(String connectionId, RefreshTokens.Stored stored, Tokens tokens) {
        EventLine line = Event.TOKEN_REFRESHED
                .of(connectionId)
                .with(Amount.VALID_SECONDS, tokens.validFor().toSeconds())
                .with(Time.EXPIRES_AT, stored.expiresAt());
        if (stored.storedAt() != null) {
            line.with(
                    Amount.TOKEN_AGE_SECONDS,
                    Duration.between(stored.storedAt(), clock.instant()).toSeconds());
        }
        EVENTS.write(line);
    }

    private void requireNoRest(SignInDoubt doubt) {
        if (doubt != null && doubt.restAt(clock.instant()).toMillis() > 0) {
            throw doubtful(doubt, null);
        }
    }

    private DriveFault doubtful(SignInDoubt doubt, AuthorityFault cause) {
        return new DriveFault(
                DriveFault.Kind.SIGN_IN_SERVICE,
                "the sign-in service does not take the sign-in just now; it is asked again",
                doubt.restAt(clock.instant()),
                cause);
    }

    /** In the vault where that is worthwhile, else in memory. */
    private void keep(String connectionId, RefreshTokens.Stored stored, String newest) {
        boolean rotated = !newest.equals(stored.token());
        if (rotated && stored.isWorthReplacingAt(clock.instant()) && grants.store(connectionId, newest)) {
            grants.dropNewest(connectionId);
            grants.disableOlder(connectionId);
            forgetIfRemoved(connectionId);
            return;
        }
        if (rotated) {
            grants.keepNewest(connectionId, stored, newest);
        }
        if (stored.olderEnabled()) {
            grants.disableOlder(connectionId);
        }
    }

    private void clearDoubt(Beforehand before) {
        if (before.doubt() == null) {
            return;
        }
        try {
            connections.replace(before.read(connections).with(connection -> connection.withDoubt(null)));
        } catch (ChangedMeanwhile | StorageUnavailable e) {
            // the next refresh clears it
        }
    }

    /** The access token works, whatever becomes of the records now. */
    private void forgetIfRemoved(String connectionId) {
        try {
            if (connections.find(connectionId).isEmpty()) {
                grants.forget(connectionId);
            }
        } catch (StorageUnavailable e) {
            // the removal ends what it finds
        }
    }

    private DriveFault refused(Beforehand before, AuthorityFault fault) {
        Instant now = clock.instant();
        SignInDoubt doubt = SignInDoubt.refused(before.doubt(), now);
        if (doubt.isCertainAt(now)) {
            return markLapsed(before);
        }
        try {
            connections.replace(before.read(connections).with(connection -> connection.withDoubt(doubt)));
        } catch (ChangedMeanwhile e) {
            return changedMeanwhile(before, e);
        } catch (StorageUnavailable e) {
            // refused once more, it is noted then
        }
        return doubtful(doubt, fault);
    }

    private DriveFault markLapsed(Beforehand before) {
        try {
            Connection lapsed = connections
                    .replace(before.read(connections).with(connection -> connection.lapsed(clock.instant())))
                    .value();
            EVENTS.write(Event.SIGN_IN_LAPSED.of(lapsed.id()));
            listener.signInLapsed(lapsed);
            return lapsed();
        } catch (ChangedMeanwhile e) {
            return changedMeanwhile(before, e);
        }
    }

    /** Perhaps somebody signed in just now: the next try finds out. Where the connection is gone nobody will. */
    private DriveFault changedMeanwhile(Beforehand before, ChangedMeanwhile e) {
        return connections.find(before.connectionId()).isEmpty()
                ? lapsed()
                : new DriveFault(DriveFault.Kind.SIGN_IN_SERVICE, "the sign-in changed while it was used", e);
    }

    private static DriveFault lapsed() {
        return new DriveFault(DriveFault.Kind.SIGN_IN_REQUIRED, "the sign-in has lapsed");
    }
}
