package io.driverelay.upload;

import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** One write (queued, due now, claim and sweep forgotten), and then a ticket. */
public final class WakeUpload {
    private static final EventLog EVENTS = new EventLog();

    private final Uploads uploads;
    private final RelayQueue queue;
    private final Clock clock;

    public WakeUpload(Uploads uploads, RelayQueue queue, Clock clock) {
        this.uploads = uploads;
        this.queue = queue;
        this.clock = clock;
    }

    /** @throws io.driverelay.store.ChangedMeanwhile when another has written since it was read */
    public Upload wake(Versioned<Upload> read) {
        return wake(read, UnaryOperator.identity());
    }

    /** A wake that changes something more in the same write. */
    public Upload wake(Versioned<Upload> read, UnaryOperator<Upload> also) {
        Upload woken = uploads.replace(read.with(
                        upload -> also.apply(upload).with(upload.standing().queued(clock.instant()))))
                .value();
        send(woken);
        return woken;
    }

    /** The record says queued already: a ticket that cannot be sent now is sent by upkeep. */
    private void send(Upload woken) {
        try {
            queue.send(Ticket.of(woken), Duration.ZERO);
        } catch (StorageUnavailable e) {
            EVENTS.write(woken.line(Event.TICKET_NOT_SENT));
        }
    }
}
