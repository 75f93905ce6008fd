package io.driverelay.status;

import io.driverelay.connection.ConnectionMark;
import io.driverelay.status.ShareNotes.Report;
import io.driverelay.status.ShareNotes.Round;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Spreads the drives over instances when there are too many for one: a pass sends the shares, and the next one gathers what became of them.
 * Until then readers have the numbers, which are written as they are read, and the pass before.
 */
public final class Spread {
    private static final EventLog EVENTS = new EventLog();

    private final ShareNotes notes;
    private final ShareQueue queue;
    private final int drivesOfAShare;

    /** @param drivesOfAShare more than that are spread */
    public Spread(ShareNotes notes, ShareQueue queue, int drivesOfAShare) {
        this.notes = notes;
        this.queue = queue;
        this.drivesOfAShare = drivesOfAShare;
    }

    boolean isFor(int drives) {
        return drives > drivesOfAShare;
    }

    /** The round is noted first: a share that cannot be sent is one that nobody has reached. */
    void send(Instant begun, int drives) {
        int shares = (drives - 1) / drivesOfAShare + 1;
        notes.storeRound(new Round(begun, shares));
        for (int number = 0; number < shares; number++) {
            try {
                queue.send(new Share(begun, number, shares), Duration.ZERO);
            } catch (StorageUnavailable e) {
                EVENTS.write(Event.SHARE_NOT_SENT.line().with(Amount.SHARE, number));
            }
        }
    }

    void report(Share share, CheckPass pass) {
        notes.storeReport(share.number(), new Report(share.round(), pass));
    }

    /** What became of the last round, as one pass; empty when the last pass was not spread. */
    Optional<CheckPass> gathered(List<ConnectionMark> linked, Optional<CheckPass> before) {
        return notes.lastRound().map(round -> gather(round, linked, before));
    }

    void forgetRound() {
        notes.deleteRound();
    }

    private CheckPass gather(Round round, List<ConnectionMark> linked, Optional<CheckPass> before) {
        Set<String> failed = new HashSet<>();
        Map<String, Instant> notReached = new HashMap<>();
        for (int number : IntStream.range(0, round.shares()).toArray()) {
            Optional<Report> report =
                    notes.report(number).filter(kept -> kept.round().equals(round.begun()));
            if (report.isPresent()) {
                failed.addAll(report.get().pass().failed());
                notReached.putAll(report.get().pass().notReached());
            } else {
                EVENTS.write(Event.SHARE_NOT_REPORTED.line().with(Amount.SHARE, number));
                notReached.putAll(unread(new Share(round.begun(), number, round.shares()), linked, before));
            }
        }
        List<Instant> rhythm = before.map(CheckPass::remembered).orElse(List.of());
        return new CheckPass(round.begun(), failed, notReached, rhythm);
    }

    private static Map<String, Instant> unread(Share share, List<ConnectionMark> linked, Optional<CheckPass> before) {
        Map<String, Instant> unread = new HashMap<>();
        linked.stream()
                .map(ConnectionMark::id)
                .filter(share::holds)
                .forEach(id ->
                        unread.put(id, before.map(pass -> pass.lastReading(id)).orElse(Instant.EPOCH)));
        return unread;
    }
}
