package io.driverelay.status;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.drive.Quota;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads one drive. A reading that fails leaves the last one as it is. */
final class DriveReader {
    private static final EventLog EVENTS = new EventLog();

    /** Somebody asked to be left alone, must act, or the instance goes: another try would see the same. */
    private static final Set<DriveFault.Kind> STAYING = EnumSet.of(
            DriveFault.Kind.THROTTLED,
            DriveFault.Kind.SIGN_IN_REQUIRED,
            DriveFault.Kind.VAULT_DENIED,
            DriveFault.Kind.OPERATOR_MUST_ACT,
            DriveFault.Kind.CUT_OFF);

    /**
     * How a reading went. A pass keeps one for each drive.
     *
     * @param fault what the drive did; empty where it was read, or not asked
     * @param isInPassing whether the next moment may see another answer
     */
    record Outcome(boolean isRead, Optional<DriveFault.Kind> fault, boolean isInPassing) {
        private static final Outcome READ = new Outcome(true, Optional.empty(), false);
        static final Outcome FAILED = new Outcome(false, Optional.empty(), false);

        private static Outcome of(DriveFault fault) {
            boolean inPassing = fault.retryAfter().isEmpty() && !STAYING.contains(fault.kind());
            return new Outcome(false, Optional.of(fault.kind()), inPassing);
        }

        void tell(String connectionId) {
            fault.ifPresent(
                    kind -> EVENTS.write(Event.DRIVE_NOT_READ.of(connectionId).with(Text.FAULT, kind)));
        }
    }

    private final ConnectedDrives drives;
    private final DriveStatuses statuses;
    private final Pauses pauses;
    private final Clock clock;

    DriveReader(ConnectedDrives drives, DriveStatuses statuses, Pauses pauses, Clock clock) {
        this.drives = drives;
        this.statuses = statuses;
        this.pauses = pauses;
        this.clock = clock;
    }

    /**
     * Reads it now, if it may be called. That it could not is the caller's to tell.
     *
     * @param before the last reading
     * @param isWorthWriting whether this one is kept
     * @param read is given it
     */
    Outcome read(
            ConnectionMark connection,
            Optional<DriveStatus> before,
            Predicate<DriveStatus> isWorthWriting,
            Consumer<DriveStatus> read) {
        if (!connection.isReady() || isPaused(connection)) {
            return Outcome.FAILED;
        }
        try {
            Quota quota = account(connection).quota();
            DriveStatus status = status(connection.id(), quota, before);
            if (isWorthWriting.test(status)) {
                statuses.store(status);
            }
            read.accept(status);
            return Outcome.READ;
        } catch (DriveFault fault) {
            keepPause(connection, fault);
            return Outcome.of(fault);
        }
    }

    /** An answer that names no drive is none: the last numbers stay. */
    private DriveAccount account(ConnectionMark connection) {
        DriveAccount account = drives.of(connection).account();
        if (account.id() == null || account.id().isBlank()) {
            throw new DriveFault(DriveFault.Kind.UNREACHABLE, "the answer names no drive");
        }
        return account;
    }

    private boolean isPaused(ConnectionMark connection) {
        return pauses.notBefore(Pauses.ofDrive(connection.driveId()))
                .filter(clock.instant()::isBefore)
                .isPresent();
    }

    /** From now, when the answer has come. What the sign-in service or the vault asked for is theirs, and kept with the tokens. */
    private void keepPause(ConnectionMark connection, DriveFault fault) {
        if (fault.kind().isOfDrive()) {
            String whom = Pauses.ofDrive(connection.driveId());
            fault.retryAfter()
                    .ifPresent(pause -> pauses.pauseUntil(whom, clock.instant().plus(pause)));
        }
    }

    private DriveStatus status(String connectionId, Quota quota, Optional<DriveStatus> before) {
        Instant now = clock.instant();
        Instant since = before.filter(last -> last.quota().state() == quota.state())
                .map(DriveStatus::stateSince)
                .orElse(now);
        return new DriveStatus(connectionId, quota, since, now);
    }
}
