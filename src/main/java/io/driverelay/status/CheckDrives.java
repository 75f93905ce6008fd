package io.driverelay.status;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.drive.Quota;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One pass over all drives: reads each quota and publishes it. A reading that fails leaves the last one as it is, and is named. */
public final class CheckDrives {
    private static final System.Logger LOG = System.getLogger(CheckDrives.class.getName());
    private static final int AT_ONCE = 8;
    private static final int FEW = 2;

    /** Faults before the drive was reached. */
    private static final Set<DriveFault.Kind> OF_OTHERS = EnumSet.of(
            DriveFault.Kind.SIGN_IN_SERVICE,
            DriveFault.Kind.VAULT,
            DriveFault.Kind.VAULT_DENIED,
            DriveFault.Kind.RECORDS,
            DriveFault.Kind.SIGN_IN_REQUIRED,
            DriveFault.Kind.OPERATOR_MUST_ACT);

    private final Connections connections;
    private final ConnectedDrives drives;
    private final DriveStatuses statuses;
    private final Pauses pauses;
    private final Clock clock;

    public CheckDrives(
            Connections connections, ConnectedDrives drives, DriveStatuses statuses, Pauses pauses, Clock clock) {
        this.connections = connections;
        this.drives = drives;
        this.statuses = statuses;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Reads every drive that is signed in. */
    public void checkAll() {
        Instant begun = clock.instant();
        List<Connection> linked = connections.list().stream()
                .map(Versioned::value)
                .filter(Connection::wasEverSignedIn)
                .toList();
        Set<String> failed = readAll(linked);
        statuses.lastPass().ifPresent(before -> keepLastReadings(before, failed));
        statuses.storePass(new CheckPass(begun, failed));
        LOG.log(System.Logger.Level.INFO, "event=drives-checked drives={0} failed={1}", linked.size(), failed.size());
    }

    /** What the pass before had read without writing it, because no number had changed, would be forgotten with that pass. */
    private void keepLastReadings(CheckPass before, Set<String> failed) {
        for (String connectionId : failed) {
            if (!before.failed().contains(connectionId)) {
                statuses.find(connectionId)
                        .filter(status -> status.readAt().isBefore(before.checkedAt()))
                        .map(status ->
                                new DriveStatus(connectionId, status.quota(), status.stateSince(), before.checkedAt()))
                        .ifPresent(statuses::store);
            }
        }
    }

    /** Reads one drive, and writes the numbers whether or not they changed; false when it could not be read now. */
    public boolean check(Connection connection) {
        return check(connection, status -> true);
    }

    private boolean check(Connection connection, Predicate<DriveStatus> isWorthWriting) {
        if (connection.signInRequired() || isPaused(connection)) {
            return false;
        }
        try {
            Quota quota = account(connection).quota();
            Optional.of(status(connection.id(), quota)).filter(isWorthWriting).ifPresent(statuses::store);
            return true;
        } catch (DriveFault fault) {
            keepPause(connection, fault);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=drive-not-read connection={0} kind={1}",
                    connection.id(),
                    fault.kind());
            return false;
        }
    }

    /** An answer that names no drive is none: the last numbers stay. */
    private DriveAccount account(Connection connection) {
        DriveAccount account = drives.of(connection.id()).account();
        if (account.id() == null || account.id().isBlank()) {
            throw new DriveFault(DriveFault.Kind.UNREACHABLE, "the answer names no drive");
        }
        return account;
    }

    private boolean isPaused(Connection connection) {
        return pauses.notBefore(Pauses.ofDrive(connection.drive().id()))
                .filter(clock.instant()::isBefore)
                .isPresent();
    }

    /** From now, when the answer has come. What the sign-in service or the vault asked for is theirs, and kept with the tokens. */
    private void keepPause(Connection connection, DriveFault fault) {
        if (!OF_OTHERS.contains(fault.kind())) {
            String whom = Pauses.ofDrive(connection.drive().id());
            fault.retryAfter()
                    .ifPresent(pause -> pauses.pauseUntil(whom, clock.instant().plus(pause)));
        }
    }

    private Set<String> readAll(List<Connection> linked) {
        if (linked.size() <= FEW) {
            // most relays serve one home: no threads are worth it
            return linked.stream()
                    .map(this::failureOf)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
        }
        ExecutorService readers = Executors.newFixedThreadPool(Math.min(AT_ONCE, linked.size()));
        try {
            List<Future<Optional<String>>> readings = linked.stream()
                    .map(connection -> readers.submit(() -> failureOf(connection)))
                    .toList();
            return readings.stream()
                    .map(CheckDrives::ended)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
        } finally {
            readers.shutdown();
        }
    }

    /** Whatever happens to one drive is that drive's: the pass goes on. */
    private Optional<String> failureOf(Connection connection) {
        try {
            boolean read = check(connection, status -> hasChanged(connection.id(), status));
            return read ? Optional.empty() : Optional.of(connection.id());
        } catch (StorageUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "event=reading-not-kept connection={0}", connection.id());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "event=drive-not-read-unexpectedly connection=" + connection.id(), e);
        }
        return Optional.of(connection.id());
    }

    private static Optional<String> ended(Future<Optional<String>> reading) {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drives were read", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a drive's reading failed unexpectedly", e.getCause());
        }
    }

    /** Unless a number changed, a pass writes nothing: when it was read last is in the pass. */
    private boolean hasChanged(String connectionId, DriveStatus status) {
        return statuses.find(connectionId)
                .filter(before -> before.quota().equals(status.quota()))
                .isEmpty();
    }

    private DriveStatus status(String connectionId, Quota quota) {
        Instant now = clock.instant();
        Instant since = statuses.find(connectionId)
                .filter(before -> before.quota().state() == quota.state())
                .map(DriveStatus::stateSince)
                .orElse(now);
        return new DriveStatus(connectionId, quota, since, now);
    }
}
