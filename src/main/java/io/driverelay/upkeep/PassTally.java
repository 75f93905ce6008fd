package io.driverelay.upkeep;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Flag;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a pass saw and did, counted as it goes and told in its end. */
final class PassTally {
    private static final EventLog EVENTS = new EventLog();

    private final Instant began;
    private final Map<Amount, Long> taken = new ConcurrentHashMap<>();
    private long alive;
    private long queued;
    private long waiting;
    private long stagedBytes;
    private Instant oldestStaged;
    private Instant oldestDue;
    private volatile boolean outOfTime;

    PassTally(Instant began) {
        this.began = began;
    }

    /** By one thread, each upload that is alive once. */
    void seen(UploadMark mark) {
        alive++;
        queued += mark.state() == UploadState.QUEUED ? 1 : 0;
        waiting += mark.state() == UploadState.WAITING ? 1 : 0;
        if (mark.hasContent() && !Leftovers.mayGo(mark)) {
            stagedBytes += mark.sizeBytes();
            oldestStaged = earlier(oldestStaged, mark.openedAt());
        }
        // a claim's end is due time, too: whoever holds it is not late
        if (!mark.state().isEnded() && !mark.isRelayingAt(began)) {
            oldestDue = earlier(oldestDue, mark.dueAt());
        }
    }

    /** By any thread. */
    void took(Step step) {
        taken.merge(step.counted(), 1L, Long::sum);
    }

    void failed() {
        taken.merge(Amount.TASKS_FAILED, 1L, Long::sum);
    }

    void ranOutOfTime() {
        outOfTime = true;
    }

    void tell(Instant now, Duration limit) {
        EventLine line = Event.PASS_ENDED
                .line()
                .with(Amount.PASS_MS, Duration.between(began, now).toMillis())
                .with(Amount.LIMIT_MS, limit.toMillis())
                .with(Flag.OUT_OF_TIME, outOfTime)
                .with(Amount.UPLOADS_ALIVE, alive)
                .with(Amount.UPLOADS_QUEUED, queued)
                .with(Amount.UPLOADS_WAITING, waiting)
                .with(Amount.STAGED_BYTES, stagedBytes)
                .with(Amount.OLDEST_STAGED_SECONDS, since(oldestStaged))
                .with(Amount.OLDEST_DUE_SECONDS, since(oldestDue));
        taken.forEach(line::with);
        EVENTS.write(line);
    }

    private long since(Instant timeOrNull) {
        return timeOrNull == null
                ? 0
                : Math.max(0, Duration.between(timeOrNull, began).toSeconds());
    }

    private static Instant earlier(Instant oneOrNull, Instant otherOrNull) {
        if (oneOrNull == null || otherOrNull == null) {
            return oneOrNull == null ? otherOrNull : oneOrNull;
        }
        return oneOrNull.isBefore(otherOrNull) ? oneOrNull : otherOrNull;
    }
}
