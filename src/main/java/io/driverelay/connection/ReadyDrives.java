package io.driverelay.connection;

import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Drives for calls that somebody waits for: one that cannot be called now is not called, and whoever waits is told until when. */
public record ReadyDrives(ConnectedDrives drives, Pauses pauses, Clock clock) {
    private static final EventLog EVENTS = new EventLog();

    /** @throws DriveFault as the drive, and {@code THROTTLED} while it asked to be left alone; that is kept for everybody */
    public <T> T call(Connection connection, Function<Drive, T> calls) {
        requireSignedIn(connection);
        String whom = Pauses.ofDrive(connection.drive().id());
        requireNoPause(whom);
        try {
            return calls.apply(drives.of(connection.id()));
        } catch (DriveFault fault) {
            if (fault.kind().isOfDrive()) {
                fault.retryAfter().ifPresent(pause -> keep(whom, pause));
            }
            throw fault;
        }
    }

    private static void requireSignedIn(Connection connection) {
        if (!connection.wasEverSignedIn()) {
            throw new Refused(
                    RefusalCode.SIGN_IN_REQUIRED,
                    "This connection was never signed in: its owner must open the sign-in link first (the operator gets a new one"
                            + " with POST /api/connections/" + connection.id() + "/sign-in).");
        }
        if (connection.signInRequired()) {
            throw new DriveFault(DriveFault.Kind.SIGN_IN_REQUIRED, "the sign-in has lapsed");
        }
    }

    private void requireNoPause(String whom) {
        Instant now = clock.instant();
        pauses.notBefore(whom).filter(now::isBefore).ifPresent(until -> {
            throw new DriveFault(
                    DriveFault.Kind.THROTTLED, "the drive asked to be left alone", Duration.between(now, until), null);
        });
    }

    /** From now, when the answer has come. */
    private void keep(String whom, Duration pause) {
        try {
            pauses.pauseUntil(whom, clock.instant().plus(pause));
        } catch (StorageUnavailable e) {
            // whoever waits is told of the drive's wish all the same
            EVENTS.write(Event.PAUSE_NOT_KEPT.line().with(Text.WHOM, whom));
        }
    }
}
