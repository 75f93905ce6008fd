package io.driverelay.upload;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;

/**
 * Ends the sessions of uploads that ended outside a turn. Best effort: one that stays ends by itself, and a drive that asked to be left alone
 * is left alone.
 */
public record LeftSessions(ConnectedDrives drives, Pauses pauses, Clock clock) {
    private static final EventLog EVENTS = new EventLog();

    /** @param before as its record was when it still held the session */
    public void end(Upload before) {
        Checkpoint checkpoint = before.checkpoint();
        if (checkpoint == null || !checkpoint.hasSession()) {
            return;
        }
        try {
            if (!isPaused(before.order().driveId())) {
                drives.of(before.order().connectionId())
                        .end(checkpoint.session().forDrive());
            }
        } catch (DriveFault fault) {
            notEnded(before);
            fault.retryAfter()
                    .ifPresent(asked -> keep(Pauses.ofDrive(before.order().driveId()), asked));
        } catch (StorageUnavailable e) {
            notEnded(before);
        }
    }

    private static void notEnded(Upload before) {
        EVENTS.write(before.line(Event.SESSION_NOT_ENDED));
    }

    private void keep(String whom, Duration asked) {
        try {
            pauses.pauseUntil(whom, clock.instant().plus(asked));
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.PAUSE_NOT_KEPT.line().with(Text.WHOM, whom));
        }
    }

    private boolean isPaused(String driveId) {
        return pauses.notBefore(Pauses.ofDrive(driveId))
                .filter(until -> until.isAfter(clock.instant()))
                .isPresent();
    }
}
