package io.driverelay.upload;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.Optional;

/**
 * Tells the listener how an upload stands, and then notes in its record that it was told. Whatever fails in between is told again, by
 * upkeep: a listener may hear the same twice.
 */
public final class TellListeners {
    private static final EventLog EVENTS = new EventLog();

    private final Uploads uploads;
    private final UploadListener listener;

    public TellListeners(Uploads uploads, UploadListener listener) {
        this.uploads = uploads;
        this.listener = listener;
    }

    /** What was written last, if there is anything to tell of it. */
    public void tell(Versioned<Upload> read) {
        if (!read.value().standing().toTell()) {
            told(read.value()).ifPresent(event -> EVENTS.write(read.value().account(event)));
            return;
        }
        try {
            tellNow(read.value());
            uploads.replace(read.with(upload -> upload.with(upload.standing().told())));
        } catch (ChangedMeanwhile e) {
            // it stands otherwise by now, and whoever wrote that tells it
        } catch (RuntimeException e) {
            EVENTS.write(read.value().line(Event.NOT_TOLD).because(e));
        }
    }

    /** Of what no listener asks for. */
    private static Optional<Event> told(Upload upload) {
        return switch (upload.state()) {
            case CANCELLED -> Optional.of(Event.UPLOAD_CANCELLED);
            case EXPIRED -> Optional.of(Event.UPLOAD_EXPIRED);
            case DELIVERED, FAILED, WAITING, AWAITING_CONTENT, QUEUED -> Optional.empty();
        };
    }

    private static Event failure(Upload upload) {
        return upload.standing().reason() == Reason.SUPERSEDED ? Event.UPLOAD_SUPERSEDED : Event.UPLOAD_FAILED;
    }

    private void tellNow(Upload upload) {
        switch (upload.state()) {
            case DELIVERED -> {
                EVENTS.write(upload.account(Event.UPLOAD_DELIVERED));
                listener.delivered(upload);
            }
            case FAILED -> {
                EVENTS.write(upload.account(failure(upload)));
                listener.failed(upload);
            }
            case WAITING -> {
                EVENTS.write(upload.line(Event.UPLOAD_WAITS)
                        .with(Text.REASON, upload.standing().reason())
                        .with(Time.DUE_AT, upload.standing().dueAt()));
                listener.waiting(upload);
            }
            case AWAITING_CONTENT, QUEUED, CANCELLED, EXPIRED -> {
                // nobody asked
            }
        }
    }
}
