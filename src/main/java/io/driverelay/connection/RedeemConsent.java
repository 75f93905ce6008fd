package io.driverelay.connection;

import io.driverelay.connection.SignIn.Ending;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes of a consent's code a linked drive. Nobody is called during a pause that was asked for, and whoever fails is named in words. */
public final class RedeemConsent {
    private final Connections connections;
    private final Authority authority;
    private final LinkDrive linkDrive;
    private final KeptPauses pauses;

    public RedeemConsent(
            Connections connections, Authority authority, LinkDrive linkDrive, Pauses pauses, Clock clock) {
        this.connections = connections;
        this.authority = authority;
        this.linkDrive = linkDrive;
        this.pauses = new KeptPauses(pauses, clock);
    }

    Ending redeem(String connectionId, String code, String codeVerifier) {
        try {
            return redeem(whose(connectionId), connectionId, code, codeVerifier);
        } catch (StorageUnavailable e) {
            if (e.service() == StorageUnavailable.Service.VAULT) {
                e.retryAfter().ifPresent(pause -> pauses.keep(Pauses.VAULT, pause));
            }
            return SignInTroubles.of(e);
        }
    }

    private Ending redeem(String whose, String connectionId, String code, String codeVerifier) {
        Optional<DriveFault> pause = pause(Pauses.ofSignIn(whose), DriveFault.Kind.SIGN_IN_SERVICE)
                .or(() -> pause(Pauses.ofDrive(whose), DriveFault.Kind.THROTTLED))
                .or(() -> pause(Pauses.VAULT, DriveFault.Kind.VAULT));
        if (pause.isPresent()) {
            return SignInTroubles.of(pause.get());
        }
        try {
            return linkDrive.link(connectionId, authority.redeem(code, codeVerifier));
        } catch (AuthorityFault fault) {
            fault.retryAfter().ifPresent(asked -> pauses.keep(Pauses.ofSignIn(whose), asked));
            return SignInTroubles.of(fault);
        } catch (DriveFault fault) {
            fault.retryAfter().ifPresent(asked -> pauses.keep(Pauses.ofDrive(whose), asked));
            return SignInTroubles.of(fault);
        }
    }

    private Optional<DriveFault> pause(String whom, DriveFault.Kind kind) {
        Optional<Duration> left = pauses.left(whom);
        return left.map(duration -> new DriveFault(kind, "a pause that was asked for", duration, null));
    }

    /** Its drive; before the first sign-in nobody knows that, and the connection stands for it. */
    private String whose(String connectionId) {
        return connections
                .find(connectionId)
                .map(Versioned::value)
                .map(Connection::drive)
                .map(Connection.LinkedDrive::id)
                .orElse(connectionId);
    }
}
