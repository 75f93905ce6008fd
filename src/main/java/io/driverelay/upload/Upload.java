package io.driverelay.upload;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One file on its way to a drive, from opened to delivered.
 *
 * @param staged null once its content is deleted for good
 * @param checkpoint null until a turn has begun to send
 * @param item null until the drive holds the whole file
 * @param journey what an older version wrote has none
 */
public record Upload(
        Order order,
        Times times,
        Standing standing,
        Staged staged,
        Checkpoint checkpoint,
        Tries tries,
        DeliveredItem item,
        Journey journey) {
    public Upload {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(standing, "standing");
        Objects.requireNonNull(tries, "tries");
        journey = journey == null ? Journey.NONE : journey;
    }

    public static Upload opened(Order order, Times times, Staged staged) {
        return new Upload(order, times, Standing.OPENED, staged, null, Tries.NONE, null, Journey.NONE);
    }

    public String id() {
        return order.id();
    }

    public UploadState state() {
        return standing.state();
    }

    public boolean isEnded() {
        return state().isEnded();
    }

    public boolean isCommitted() {
        return times.committedAt() != null;
    }

    /** The opener's, or one of its own. */
    public Trace trace() {
        return journey.traceId() == null ? Trace.derivedFrom(id()) : new Trace(journey.traceId());
    }

    /** A line about it. */
    public EventLine line(Event event) {
        return event.line()
                .with(Text.TRACE_ID, trace().id())
                .with(Text.UPLOAD_ID, id())
                .with(Text.CONNECTION_ID, order.connectionId());
    }

    /** A line that tells its whole way so far, with the time of each part that is behind it. */
    public EventLine account(Event event) {
        EventLine line = line(event)
                .with(Text.KIND, order.kind())
                .with(Text.REASON, standing.reason())
                .with(Amount.SIZE_BYTES, order.sizeBytes())
                .with(Amount.TURNS, journey.turns())
                .with(Amount.SESSIONS, journey.sessions())
                .with(Amount.SENT_BYTES, journey.sentBytes())
                .with(Amount.SENT_TWICE_BYTES, Math.max(0, journey.sentBytes() - deliveredBytes()))
                .with(Amount.MISMATCHES, tries.mismatches());
        between(line, Amount.OPENED_TO_COMMITTED_MS, times.openedAt(), times.committedAt());
        between(line, Amount.QUEUED_MS, times.committedAt(), journey.firstTurnAt());
        between(line, Amount.RELAY_MS, journey.firstTurnAt(), times.endedAt());
        between(line, Amount.TOTAL_MS, times.openedAt(), times.endedAt());
        return line;
    }

    private static void between(EventLine line, Amount what, Instant from, Instant to) {
        if (from != null && to != null) {
            line.with(what, Duration.between(from, to).toMillis());
        }
    }

    /** What a reader is told: relaying while a turn holds it. */
    public boolean isRelayingAt(Instant now) {
        return state() == UploadState.QUEUED && standing.isClaimedAt(now);
    }

    /** Whether the turn that carried it died: its claim is over, and nobody has cleared it. */
    public boolean isAbandonedAt(Instant now) {
        return state() == UploadState.QUEUED && standing.claim() != null && !standing.isClaimedAt(now);
    }

    public long deliveredBytes() {
        if (item != null) {
            return order.sizeBytes();
        }
        return checkpoint == null ? 0 : checkpoint.deliveredBytes();
    }

    public Upload with(Order completed) {
        return new Upload(completed, times, standing, staged, checkpoint, tries, item, journey);
    }

    public Upload with(Standing changed) {
        return new Upload(order, times, changed, staged, checkpoint, tries, item, journey);
    }

    public Upload with(Times changed) {
        return new Upload(order, changed, standing, staged, checkpoint, tries, item, journey);
    }

    public Upload with(Staged changed) {
        return new Upload(order, times, standing, changed, checkpoint, tries, item, journey);
    }

    public Upload with(Checkpoint changed) {
        return new Upload(order, times, standing, staged, changed, tries, item, journey);
    }

    public Upload with(Tries changed) {
        return new Upload(order, times, standing, staged, checkpoint, changed, item, journey);
    }

    public Upload with(DeliveredItem changed) {
        return new Upload(order, times, standing, staged, checkpoint, tries, changed, journey);
    }

    public Upload with(Journey changed) {
        return new Upload(order, times, standing, staged, checkpoint, tries, item, changed);
    }

    /** The content is gone for good. */
    public Upload withoutContent() {
        return new Upload(order, times, standing, null, checkpoint, tries, item, journey);
    }

    /** Ended, the session forgotten with its credential. */
    public Upload ended(UploadState how, Reason why, String detail, Instant at) {
        Checkpoint last = checkpoint == null ? null : checkpoint.ended();
        return new Upload(order, times.ended(at), standing.ended(how, why, detail), staged, last, tries, item, journey);
    }
}
