package io.driverelay.status;

import io.driverelay.connection.ConnectionMark;
import io.driverelay.drive.Quota;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Flag;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import io.driverelay.telemetry.OnceAnHour;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a home's drive stands, and since when it is without a backup, in the log: when its state changes, when it can be read again, and once an
 * hour.
 */
final class ToldReadings {
    private static final EventLog EVENTS = new EventLog();

    private final DriveStatuses statuses;
    private final Optional<CheckPass> lastPass;
    private final DrivePass.Span span;
    private final Clock clock;

    ToldReadings(DriveStatuses statuses, Optional<CheckPass> lastPass, DrivePass.Span span, Clock clock) {
        this.statuses = statuses;
        this.lastPass = lastPass;
        this.span = span;
        this.clock = clock;
    }

    /**
     * @param before what was read the last time
     * @param now what was read now; empty where nothing was
     */
    void tell(ConnectionMark connection, Optional<DriveStatus> before, Optional<DriveStatus> now) {
        if (hasChanged(before, now) || isDue(connection.id()) || isBack(connection.id(), now)) {
            EVENTS.write(line(connection, now.or(() -> before), now.isEmpty()));
        }
    }

    private EventLine line(ConnectionMark connection, Optional<DriveStatus> status, boolean stale) {
        Quota quota = status.map(DriveStatus::quota).orElse(Quota.UNKNOWN);
        EventLine line = Event.DRIVE_READING
                .of(connection.id())
                .with(Text.DRIVE_STATE, quota.state())
                .with(Flag.STALE, stale)
                .with(Time.READ_AT, status.map(DriveStatus::readAt).orElse(null));
        if (connection.wasEverSignedIn()) {
            line.with(Flag.SIGN_IN_REQUIRED, connection.signInRequired()).with(Time.LAPSED_AT, connection.lapsedAt());
        }
        with(line, Amount.DRIVE_TOTAL_BYTES, quota.totalBytes());
        with(line, Amount.DRIVE_USED_BYTES, quota.usedBytes());
        with(line, Amount.DRIVE_REMAINING_BYTES, quota.remainingBytes());
        with(line, Amount.BACKUP_OVERDUE_HOURS, connection.overdueHours());
        withBackup(line, connection);
        return line;
    }

    /** Where storage does not answer nothing is said: a home that has sent backups must not look like one that has sent none. */
    private void withBackup(EventLine line, ConnectionMark connection) {
        try {
            statuses.findLastBackup(connection.id())
                    .ifPresentOrElse(
                            backup -> line.with(Amount.LAST_BACKUP_AGE_SECONDS, seconds(backup.deliveredAt())),
                            () -> withAge(line, connection));
        } catch (StorageUnavailable e) {
            // the next reading tells
        }
    }

    private void withAge(EventLine line, ConnectionMark connection) {
        if (connection.isWatched() && connection.createdAt() != null) {
            line.with(Amount.CONNECTION_AGE_SECONDS, seconds(connection.createdAt()));
        }
    }

    private long seconds(Instant since) {
        return Duration.between(since, clock.instant()).toSeconds();
    }

    private static void with(EventLine line, Amount what, Number amountOrNull) {
        if (amountOrNull != null) {
            line.with(what, amountOrNull.longValue());
        }
    }

    private static boolean hasChanged(Optional<DriveStatus> before, Optional<DriveStatus> now) {
        return now.isPresent()
                && before.filter(last ->
                                last.quota().state() == now.get().quota().state())
                        .isEmpty();
    }

    /** After an outage all are at once, and each line costs a call: those that there is no time for have their own within the hour. */
    private boolean isBack(String connectionId, Optional<DriveStatus> now) {
        return now.isPresent()
                && lastPass.filter(last -> last.failed().contains(connectionId)).isPresent()
                && clock.instant().isBefore(span.until());
    }

    private boolean isDue(String connectionId) {
        return lastPass.map(CheckPass::checkedAt)
                .map(last -> OnceAnHour.isDue(connectionId, last, span.begun()))
                .orElse(true);
    }
}
