package io.driverelay.status;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.Pauses;
import io.driverelay.drive.Quota;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.time.Clock;
import java.time.Instant;
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
        List<Connection> linked = connections.list().stream()
                .map(Versioned::value)
                .filter(Connection::wasEverSignedIn)
                .toList();
        Set<String> failed = readAll(linked);
        statuses.storePass(new CheckPass(clock.instant(), failed));
        LOG.log(System.Logger.Level.INFO, "event=drives-checked drives={0} failed={1}", linked.size(), failed.size());
    }

    /** Reads one drive; false when it could not be read now. */
    public boolean check(Connection connection) {
        Instant now = clock.instant();
        String driveId = connection.drive().id();
        if (connection.signInRequired()
                || pauses.notBefore(Pauses.ofDrive(driveId))
                        .filter(now::isBefore)
                        .isPresent()) {
            return false;
        }
        try {
            store(connection.id(), drives.of(connection.id()).account().quota());
            return true;
        } catch (DriveFault fault) {
            fault.retryAfter().ifPresent(pause -> pauses.pauseUntil(Pauses.ofDrive(driveId), now.plus(pause)));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=drive-not-read connection={0} kind={1}",
                    connection.id(),
                    fault.kind());
            return false;
        }
    }

    private Set<String> readAll(List<Connection> linked) {
        ExecutorService readers = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, linked.size())));
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

    private Optional<String> failureOf(Connection connection) {
        try {
            return Optional.of(connection.id()).filter(Predicate.not(id -> check(connection)));
        } catch (StorageUnavailable e) {
            return Optional.of(connection.id());
        }
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

    /** Written only when a number changed: when it was read last is in the pass. */
    private void store(String connectionId, Quota quota) {
        Optional<DriveStatus> before = statuses.find(connectionId);
        if (before.isPresent() && before.get().quota().equals(quota)) {
            return;
        }
        Instant now = clock.instant();
        DriveState stateBefore = before.map(status -> status.quota().state()).orElse(null);
        Instant since = quota.state() == stateBefore ? before.get().stateSince() : now;
        statuses.store(new DriveStatus(connectionId, quota, since, now));
    }
}
