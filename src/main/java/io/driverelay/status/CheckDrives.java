package io.driverelay.status;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.drive.Pauses;
import io.driverelay.store.Abreast;
import io.driverelay.store.StorageUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * One pass over all drives: reads each quota and publishes it, so many at once. A drive that cannot be read is named, and read last the next
 * time; one that the time was not enough for is read first.
 */
public final class CheckDrives {
    private static final System.Logger LOG = System.getLogger(CheckDrives.class.getName());

    /** Each holds one connection, and a few unused ones are kept beside them: 64 in all. */
    public static final int AT_ONCE = 56;

    /** Most relays serve one home: no threads are worth it. */
    private static final int FEW = 2;

    private final Connections connections;
    private final ConnectedDrives drives;
    private final DriveStatuses statuses;
    private final Pauses pauses;
    private final Optional<Spread> spread;
    private final Clock clock;

    /** Of an instance that reads one drive at a time, or all. */
    public CheckDrives(
            Connections connections, ConnectedDrives drives, DriveStatuses statuses, Pauses pauses, Clock clock) {
        this(connections, drives, statuses, pauses, Optional.empty(), clock);
    }

    /** @param spread where a pass may be too much for one instance */
    public CheckDrives(
            Connections connections,
            ConnectedDrives drives,
            DriveStatuses statuses,
            Pauses pauses,
            Optional<Spread> spread,
            Clock clock) {
        this.connections = connections;
        this.drives = drives;
        this.statuses = statuses;
        this.pauses = pauses;
        this.spread = spread;
        this.clock = clock;
    }

    /** Reads every drive that is signed in, until the time is over; or has others read them, share by share. */
    public void checkAll(Instant until) {
        Instant begun = clock.instant();
        List<ConnectionMark> linked = linked(CheckDrives::unreadable);
        Optional<CheckPass> last = lastPass(linked);
        if (spread.filter(over -> over.isFor(linked.size())).isPresent()) {
            spread.get().send(begun, linked.size());
            LOG.log(System.Logger.Level.INFO, "event=drives-spread drives={0}", linked.size());
        } else {
            statuses.storePass(read(linked, last, until));
        }
    }

    /** Of the pass before, also where that was spread. */
    private Optional<CheckPass> lastPass(List<ConnectionMark> linked) {
        Optional<CheckPass> before = statuses.lastPass();
        Optional<CheckPass> gathered = spread.flatMap(over -> over.gathered(linked, before));
        gathered.ifPresent(pass -> {
            statuses.storePass(pass);
            spread.get().forgetRound();
        });
        return gathered.or(() -> before);
    }

    void checkShare(Share share, Instant until) {
        List<ConnectionMark> linked = linked(name -> {}).stream()
                .filter(connection -> share.holds(connection.id()))
                .toList();
        CheckPass pass = read(linked, statuses.lastPass(), until);
        spread.ifPresent(over -> over.report(share, pass));
    }

    private CheckPass read(List<ConnectionMark> linked, Optional<CheckPass> last, Instant until) {
        Instant begun = clock.instant();
        Map<String, DriveStatus> before = statuses.all(CheckDrives::unreadable);
        DriveReader reader = reader();
        Set<String> failed = ConcurrentHashMap.newKeySet();
        Queue<String> notReached = new ConcurrentLinkedQueue<>();
        Abreast.each(linked.size() <= FEW ? 1 : AT_ONCE, inOrder(linked, last), connection -> {
            Optional<DriveStatus> known = Optional.ofNullable(before.get(connection.id()));
            if (!clock.instant().isBefore(until)) {
                notReached.add(connection.id());
            } else if (!isRead(reader, connection, known)) {
                failed.add(connection.id());
                last.ifPresent(pass -> keepLastReading(pass, known));
            }
        });
        LOG.log(
                notReached.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                "event=drives-checked drives={0} failed={1} not-reached={2}",
                linked.size(),
                failed.size(),
                notReached.size());
        return pass(begun, last, failed, notReached);
    }

    /** What an earlier pass had read without writing it, because no number had changed, would be forgotten with that pass. */
    private void keepLastReading(CheckPass last, Optional<DriveStatus> known) {
        try {
            known.filter(status -> status.readAt().isBefore(last.lastReading(status.connectionId())))
                    .map(status -> status.readAgain(last.lastReading(status.connectionId())))
                    .ifPresent(statuses::store);
        } catch (StorageUnavailable e) {
            LOG.log(System.Logger.Level.DEBUG, "event=last-reading-not-kept reason={0}", e.getMessage());
        }
    }

    /** Reads one drive, and writes the numbers whether or not they changed; false when it could not be read now. */
    public boolean check(Connection connection) {
        return reader().read(ConnectionMark.of(connection), statuses.find(connection.id()), status -> true);
    }

    private DriveReader reader() {
        return new DriveReader(drives, statuses, pauses, clock);
    }

    private List<ConnectionMark> linked(Consumer<String> unreadable) {
        List<ConnectionMark> linked = new ArrayList<>();
        connections.visit(
                connection -> {
                    if (connection.wasEverSignedIn()) {
                        linked.add(connection);
                    }
                },
                unreadable);
        return linked;
    }

    /** Whom the last pass had no time for comes first, whom it could not read comes last. */
    private static List<ConnectionMark> inOrder(List<ConnectionMark> linked, Optional<CheckPass> last) {
        return last.map(pass -> linked.stream()
                        .sorted(Comparator.comparing(
                                connection -> pass.notReached().containsKey(connection.id())
                                        ? 0
                                        : pass.failed().contains(connection.id()) ? 2 : 1))
                        .toList())
                .orElse(linked);
    }

    private static CheckPass pass(
            Instant begun, Optional<CheckPass> last, Set<String> failed, Queue<String> notReached) {
        Map<String, Instant> readBefore = new HashMap<>();
        notReached.forEach(
                id -> readBefore.put(id, last.map(pass -> pass.lastReading(id)).orElse(Instant.EPOCH)));
        return new CheckPass(
                begun, failed, readBefore, last.map(CheckPass::remembered).orElse(List.of()));
    }

    /** Whatever happens to one drive is that drive's: the pass goes on. */
    private static boolean isRead(DriveReader reader, ConnectionMark connection, Optional<DriveStatus> before) {
        try {
            return reader.read(connection, before, status -> hasChanged(before, status));
        } catch (StorageUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "event=reading-not-kept connection={0}", connection.id());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "event=drive-not-read-unexpectedly connection=" + connection.id(), e);
        }
        return false;
    }

    /** Unless a number changed, a pass writes nothing: when it was read last is in the pass. */
    private static boolean hasChanged(Optional<DriveStatus> before, DriveStatus status) {
        return before.filter(last -> last.quota().equals(status.quota())).isEmpty();
    }

    private static void unreadable(String name) {
        LOG.log(System.Logger.Level.WARNING, "event=record-unreadable record={0}", name);
    }
}
