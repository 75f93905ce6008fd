package io.driverelay.upload;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import java.time.Clock;
import java.time.Duration;

/**
 * Ends the sessions of uploads that ended outside a turn. Best effort: one that stays ends by itself, and a drive that asked to be left alone
 * is left alone.
 */
public record LeftSessions(ConnectedDrives drives, Pauses pauses, Clock clock) {
    private static final System.Logger LOG = System.getLogger(LeftSessions.class.getName());

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
            fault.retryAfter().ifPresent(asked -> keep(before.order().driveId(), asked));
        } catch (StorageUnavailable e) {
            notEnded(before);
        }
    }

    private static void notEnded(Upload before) {
        LOG.log(System.Logger.Level.INFO, "event=session-not-ended upload={0}", before.id());
    }

    private void keep(String driveId, Duration asked) {
        try {
            pauses.pauseUntil(Pauses.ofDrive(driveId), clock.instant().plus(asked));
        } catch (StorageUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "event=pause-not-kept");
        }
    }

    private boolean isPaused(String driveId) {
        return pauses.notBefore(Pauses.ofDrive(driveId))
                .filter(until -> until.isAfter(clock.instant()))
                .isPresent();
    }
}
