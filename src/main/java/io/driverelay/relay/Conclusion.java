package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Reason;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A turn's last write, which gives the claim back and says how it goes on, and the ticket for that. */
final class Conclusion {
    private static final EventLog EVENTS = new EventLog();
    private static final int LAST_WRITES = 5;
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final RelayQueue queue;
    private final Pace pace;
    private final Hold hold;
    private final Treatment treatment;
    private final Cutoff cutoff;

    Conclusion(RelayQueue queue, Pace pace, Hold hold, Treatment treatment, Cutoff cutoff) {
        this.queue = queue;
        this.pace = pace;
        this.hold = hold;
        this.treatment = treatment;
        this.cutoff = cutoff;
    }

    void of(TurnEnd end) {
        Instant now = pace.clock().instant();
        if (end instanceof TurnEnd.Wait wait) {
            release(upload -> waiting(upload, wait, now));
            if (wait.dueAt() != null) {
                send(Duration.between(now, wait.dueAt()));
            }
        } else if (end instanceof TurnEnd.Fail fail) {
            treatment.endSession();
            boolean cancel = hold.upload().standing().cancelRequested() && fail.reason() != Reason.CONNECTION_REMOVED;
            release(upload -> cancel
                    ? upload.ended(UploadState.CANCELLED, null, null, now)
                    : upload.ended(UploadState.FAILED, fail.reason(), fail.detail(), now));
        } else {
            release(upload -> upload.with(upload.tries().turnEnded())
                    .with(upload.standing().queued(now)));
            // an instance that goes should not be the one to take it up again
            send(cutoff.isCut() ? LEAVING : Duration.ZERO);
        }
    }

    private static Upload waiting(Upload upload, TurnEnd.Wait wait, Instant now) {
        var tries = upload.tries().turnEnded();
        return upload.with(wait.reason() == Reason.SPACE ? tries.spaceRefused() : tries)
                .with(upload.standing().waiting(wait.reason(), wait.detail(), wait.dueAt(), now));
    }

    /** It is worth some patience: without it the claim stays until it is over. */
    private void release(UnaryOperator<Upload> change) {
        for (int n = 1; ; n++) {
            try {
                hold.release(change);
                return;
            } catch (StorageUnavailable e) {
                if (n == LAST_WRITES || cutoff.isCut()) {
                    throw e;
                }
                pace.pause().rest(Backoff.beforeTry(n), cutoff);
            }
        }
    }

    /** The record says when it is due: a ticket that cannot be sent now is sent by upkeep. */
    private void send(Duration delay) {
        Upload upload = hold.upload();
        try {
            queue.send(Ticket.of(upload), delay);
        } catch (StorageUnavailable e) {
            EVENTS.write(upload.line(Event.TICKET_NOT_SENT));
        }
    }
}
