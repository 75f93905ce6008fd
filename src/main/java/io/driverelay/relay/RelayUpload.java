package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import io.driverelay.store.Ids;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.LeftSessions;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** What a ticket causes: one turn for its upload, if there is anything to do. Surplus, late and doubled tickets do nothing. */
public final class RelayUpload {
    private static final EventLog EVENTS = new EventLog();
    private static final int FRUITLESS_TURNS = 10;
    private static final Duration EARLY = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Stations stations;
    private final Pace pace;
    private final Ids ids;
    private final Set<Cutoff> running = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    public RelayUpload(Stations stations, Pace pace, Ids ids) {
        this.stations = stations;
        this.pace = pace;
        this.ids = ids;
    }

    /**
     * A record that cannot be read is named, and upkeep sends another ticket once it can.
     *
     * @throws io.driverelay.store.StorageUnavailable when the record cannot be reached; the ticket is to be delivered again
     */
    public void relay(Ticket ticket) {
        var cutoff = new Cutoff();
        running.add(cutoff);
        if (ending) {
            cutoff.cut();
        }
        try {
            begin(ticket).ifPresent(taken -> run(taken, cutoff));
        } catch (UnreadableRecord e) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
        } finally {
            running.remove(cutoff);
        }
    }

    /**
     * Aborts every fragment and, by {@code abortCalls}, every small call under way, and waits until each turn has left its checkpoint, or the
     * time is over. A turn that begins from now on gives its upload back at once.
     */
    public void shutDown(Duration atMost, Runnable abortCalls) {
        ending = true;
        running.forEach(Cutoff::cut);
        abortCalls.run();
        Instant limit = pace.clock().instant().plus(atMost);
        while (!running.isEmpty() && pace.clock().instant().isBefore(limit)) {
            pace.pause().rest(POLL, new Cutoff());
        }
    }

    private void run(Taken taken, Cutoff cutoff) {
        var report = new TurnReport(taken.hold(), pace.clock(), taken.dueAt());
        try {
            new Turn(stations, pace, taken.hold(), cutoff).run();
        } finally {
            report.end();
        }
    }

    /** @param dueAt when the turn might have begun */
    private record Taken(Hold hold, Instant dueAt) {}

    private Optional<Taken> begin(Ticket ticket) {
        return WriteRace.decide("upload " + ticket.uploadId(), () -> {
            Optional<Versioned<Upload>> read = stations.uploads().find(ticket.connectionId(), ticket.uploadId());
            if (read.isEmpty()) {
                EVENTS.write(ticket.line(Event.TICKET_OF_NO_UPLOAD));
                return Optional.empty();
            }
            if (!hasWork(read.get().value(), pace.clock().instant())) {
                return Optional.empty();
            }
            return endedAsFruitless(read.get()) ? Optional.empty() : Optional.of(take(read.get()));
        });
    }

    private Taken take(Versioned<Upload> read) {
        Instant now = pace.clock().instant();
        UnaryOperator<Upload> turnBegun = upload ->
                upload.with(upload.tries().turnBegun()).with(upload.journey().turnBegun(now));
        Hold hold = Hold.take(stations.uploads(), pace.clock(), pace.claim(), ids.next(), read, turnBegun);
        return new Taken(hold, read.value().standing().dueAt());
    }

    private static boolean hasWork(Upload upload, Instant now) {
        var claim = upload.standing().claim();
        if (upload.isEnded() || (claim != null && claim.isLiveAt(now))) {
            return false;
        }
        Instant dueAt = upload.standing().dueAt();
        boolean wanted = upload.isCommitted() || upload.standing().cancelRequested();
        return wanted && dueAt != null && !dueAt.isAfter(now.plus(EARLY));
    }

    private boolean endedAsFruitless(Versioned<Upload> read) {
        if (read.value().tries().fruitlessTurns() < FRUITLESS_TURNS) {
            return false;
        }
        Instant now = pace.clock().instant();
        stations.tell().tell(stations.uploads().replace(read.with(upload -> endedAsFruitless(upload, now))));
        new LeftSessions(stations.drives(), stations.pauses(), pace.clock()).end(read.value());
        return true;
    }

    private static Upload endedAsFruitless(Upload upload, Instant now) {
        return upload.standing().cancelRequested()
                ? upload.ended(UploadState.CANCELLED, null, null, now)
                : upload.ended(
                        UploadState.FAILED,
                        Reason.FRUITLESS,
                        "Ten tries in a row got nothing done. Retry, and tell the operator if it happens again.",
                        now);
    }
}
