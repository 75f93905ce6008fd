package io.driverelay.status;

import io.driverelay.connection.ConnectionMark;
import io.driverelay.store.Abreast;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.stream.Collectors;

/**
 * Reads drives, so many at once: each once, and once more in the end where that failed in passing and the pass before had read it, so that one
 * answer makes no reading stale, and a drive that stays away costs no more than before.
 */
final class DrivePass {
    private static final EventLog EVENTS = new EventLog();

    /** Before the second try, for all that need one. */
    static final Duration REST = Duration.ofSeconds(2);

    /** Most relays serve one home: no threads are worth it. */
    private static final int FEW = 2;

    private final DriveReader reader;
    private final DriveStatuses statuses;
    private final Optional<CheckPass> last;
    private final Consumer<Duration> rest;
    private final Consumer<String> unreadable;
    private final Clock clock;
    /** The outcome of each drive's last try. */
    private final Map<String, DriveReader.Outcome> tries = new ConcurrentHashMap<>();

    private final Queue<ConnectionMark> again = new ConcurrentLinkedQueue<>();
    private final Map<String, DriveStatus> readings = new ConcurrentHashMap<>();
    private final Queue<String> notReached = new ConcurrentLinkedQueue<>();

    /**
     * How it is gone.
     *
     * @param rest returns when so much time is over
     * @param unreadable is given the names of what cannot be read
     */
    record Way(Consumer<Duration> rest, Consumer<String> unreadable) {}

    /**
     * Of a pass, or of the whole one of which it is a share.
     *
     * @param until when it is to end
     */
    record Span(Instant begun, Instant until) {}

    DrivePass(DriveReader reader, DriveStatuses statuses, Optional<CheckPass> last, Way way, Clock clock) {
        this.reader = reader;
        this.statuses = statuses;
        this.last = last;
        this.rest = way.rest();
        this.unreadable = way.unreadable();
        this.clock = clock;
    }

    /**
     * Reads those that have a drive, and tells of all.
     *
     * @param before the last readings, by connection
     */
    CheckPass over(List<ConnectionMark> connections, Map<String, DriveStatus> before, Span span) {
        Instant started = clock.instant();
        List<ConnectionMark> linked = CheckDrives.linked(connections);
        each(inOrder(linked), connection -> {
            if (clock.instant().isBefore(span.until())) {
                read(connection, Optional.ofNullable(before.get(connection.id())));
            } else {
                notReached.add(connection.id());
            }
        });
        readAgain(before, span.until());
        tries.forEach((id, outcome) -> outcome.tell(id));
        tell(connections, before, span);
        Set<String> failed = failed();
        last.ifPresent(pass -> failed.forEach(id -> keepLastReading(pass, Optional.ofNullable(before.get(id)))));
        EVENTS.write(Event.DRIVES_CHECKED
                .line()
                .with(
                        Amount.READING_MS,
                        Duration.between(started, clock.instant()).toMillis())
                .with(Amount.DRIVES, linked.size())
                .with(Amount.DRIVES_FAILED, failed.size())
                .with(Amount.DRIVES_NOT_REACHED, notReached.size()));
        return summary(span.begun(), failed);
    }

    /** Where nothing was read, the last numbers are told to be old. */
    private void tell(List<ConnectionMark> connections, Map<String, DriveStatus> before, Span span) {
        var told = new ToldReadings(statuses, last, span, clock);
        each(
                connections,
                connection -> told.tell(
                        connection,
                        Optional.ofNullable(before.get(connection.id())),
                        Optional.ofNullable(readings.get(connection.id()))));
    }

    private static void each(List<ConnectionMark> connections, Consumer<ConnectionMark> what) {
        Abreast.each(connections.size() <= FEW ? 1 : CheckDrives.AT_ONCE, connections, what);
    }

    private void read(ConnectionMark connection, Optional<DriveStatus> before) {
        DriveReader.Outcome outcome = reading(connection, before);
        tries.put(connection.id(), outcome);
        // without a reading there is none that could grow old
        if (outcome.isInPassing() && before.isPresent() && !hasFailedBefore(connection)) {
            again.add(connection);
        }
    }

    private Set<String> failed() {
        return tries.keySet().stream().filter(id -> !tries.get(id).isRead()).collect(Collectors.toSet());
    }

    private boolean hasFailedBefore(ConnectionMark connection) {
        return last.filter(pass -> pass.failed().contains(connection.id())).isPresent();
    }

    /** One more try, as far as there is time. Whoever asked to be left alone meanwhile is: the reader looks at pauses. */
    private void readAgain(Map<String, DriveStatus> before, Instant until) {
        List<ConnectionMark> once = List.copyOf(again);
        if (once.isEmpty() || !clock.instant().plus(REST).isBefore(until)) {
            return;
        }
        rest.accept(REST);
        each(once, connection -> {
            if (clock.instant().isBefore(until)) {
                read(connection, Optional.ofNullable(before.get(connection.id())));
            }
        });
    }

    /** Whatever happens to one drive is that drive's: the pass goes on. */
    private DriveReader.Outcome reading(ConnectionMark connection, Optional<DriveStatus> before) {
        try {
            return reader.read(
                    connection,
                    before,
                    status -> hasChanged(before, status),
                    status -> readings.put(connection.id(), status));
        } catch (UnreadableRecord e) {
            unreadable.accept(e.record());
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.READING_NOT_KEPT.of(connection.id()));
        } catch (RuntimeException e) {
            EVENTS.write(Event.DRIVE_NOT_READ_UNEXPECTEDLY.of(connection.id()).because(e));
        }
        return DriveReader.Outcome.FAILED;
    }

    /** Unless a number changed, a pass writes nothing: when it was read last is in the pass. */
    private static boolean hasChanged(Optional<DriveStatus> before, DriveStatus status) {
        return before.filter(known -> known.quota().equals(status.quota())).isEmpty();
    }

    /** What an earlier pass had read without writing it, because no number had changed, would be forgotten with that pass. */
    private void keepLastReading(CheckPass pass, Optional<DriveStatus> known) {
        try {
            known.filter(status -> status.readAt().isBefore(pass.lastReading(status.connectionId())))
                    .map(status -> status.readAgain(pass.lastReading(status.connectionId())))
                    .ifPresent(statuses::store);
        } catch (StorageUnavailable e) {
            // then it is as old as it was written
        }
    }

    /** Whom the last pass had no time for comes first, whom it could not read comes last. */
    private List<ConnectionMark> inOrder(List<ConnectionMark> linked) {
        return last.map(pass -> linked.stream()
                        .sorted(Comparator.comparing(
                                connection -> pass.notReached().containsKey(connection.id())
                                        ? 0
                                        : pass.failed().contains(connection.id()) ? 2 : 1))
                        .toList())
                .orElse(linked);
    }

    private CheckPass summary(Instant begun, Set<String> failed) {
        Map<String, Instant> readBefore = new HashMap<>();
        notReached.forEach(
                id -> readBefore.put(id, last.map(pass -> pass.lastReading(id)).orElse(Instant.EPOCH)));
        return new CheckPass(
                begun, failed, readBefore, last.map(CheckPass::remembered).orElse(List.of()));
    }
}
