package io.driverelay.status;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** Reads one share, one at a time on an instance: what comes meanwhile goes back to the queue, for another. */
public final class CheckShare {
    private static final EventLog EVENTS = new EventLog();
    private static final Duration LATER = Duration.ofSeconds(10);

    private final CheckDrives drives;
    private final ShareQueue queue;
    private final Duration limit;
    private final Clock clock;
    private final Semaphore one = new Semaphore(1);

    /** @param limit after the pass has begun: then the next one is near */
    public CheckShare(CheckDrives drives, ShareQueue queue, Duration limit, Clock clock) {
        this.drives = drives;
        this.queue = queue;
        this.limit = limit;
        this.clock = clock;
    }

    public void check(Share share) {
        Instant until = share.round().plus(limit);
        if (!clock.instant().isBefore(until)) {
            EVENTS.write(Event.SHARE_TOO_LATE.line().with(Amount.SHARE, share.number()));
            return;
        }
        if (!one.tryAcquire()) {
            queue.send(share, LATER);
            return;
        }
        try {
            drives.checkShare(share, until);
        } finally {
            one.release();
        }
    }
}
