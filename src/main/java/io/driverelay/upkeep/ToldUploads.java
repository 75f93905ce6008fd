package io.driverelay.upkeep;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.telemetry.OnceAnHour;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** What waits, and what has failed and wants somebody, in the log once an hour: whoever looks back on a day finds it, however long ago it began. */
final class ToldUploads {
    private static final EventLog EVENTS = new EventLog();

    /** Nobody needs do anything: newer content is there, or the home has gone. */
    private static final Set<Reason> NOBODYS = EnumSet.of(Reason.SUPERSEDED, Reason.CONNECTION_REMOVED);

    /** From one pass to the next. */
    private static final Duration USUAL = Duration.ofMinutes(5);

    private final Predicate<String> isHome;
    private final Instant last;
    private final Instant now;
    private Instant until;

    /**
     * @param isHome whether a connection of that id is there: what a removed one left nobody can dismiss
     * @param last when the last pass began that told of all; where that is not known not all is told at once, but each at its time
     * @param now when this one began
     */
    ToldUploads(Predicate<String> isHome, Instant last, Instant now) {
        this.isHome = isHome;
        this.last = last.equals(Instant.EPOCH) ? now.minus(USUAL) : last;
        this.now = now;
        this.until = this.last;
    }

    /** All were seen. */
    void all() {
        until = now;
    }

    Instant until() {
        return until;
    }

    void seen(UploadMark mark) {
        if (wantsSomebody(mark) && isHome.test(mark.connectionId()) && OnceAnHour.isDue(mark.uploadId(), last, now)) {
            EVENTS.write(Event.UPLOAD_STANDS
                    .line()
                    .with(Text.TRACE_ID, mark.traceId())
                    .with(Text.UPLOAD_ID, mark.uploadId())
                    .with(Text.CONNECTION_ID, mark.connectionId())
                    .with(Text.KIND, mark.kind())
                    .with(Text.UPLOAD_STATE, mark.state())
                    .with(Text.REASON, mark.reason())
                    .with(Amount.SIZE_BYTES, mark.sizeBytes())
                    .with(Time.SINCE_AT, mark.standsSince()));
        }
    }

    private static boolean wantsSomebody(UploadMark mark) {
        return switch (mark.state()) {
            case WAITING -> true;
            case FAILED -> !NOBODYS.contains(mark.reason());
            case AWAITING_CONTENT, QUEUED, DELIVERED, CANCELLED, EXPIRED -> false;
        };
    }
}
