package io.driverelay.relay;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The owner's cancel: ended here if nothing of it can be on the drive; otherwise a turn is told, and does the rest. No drive is called. */
public final class CancelUpload {
    private static final EventLog EVENTS = new EventLog();

    private final Uploads uploads;
    private final Staging staging;
    private final RelayQueue queue;
    private final Clock clock;

    public CancelUpload(Uploads uploads, Staging staging, RelayQueue queue, Clock clock) {
        this.uploads = uploads;
        this.staging = staging;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * The upload as it stands afterwards: cancelled, or as before while a turn has still to notice.
     *
     * @param mayCancelCommitted whether the key has the scope for it
     */
    public Upload cancel(String connectionId, String uploadId, boolean mayCancelCommitted) {
        return WriteRace.decide("upload " + uploadId, () -> {
            Versioned<Upload> read = find(connectionId, uploadId);
            Upload upload = read.value();
            if (upload.state() == UploadState.CANCELLED) {
                return upload;
            }
            requireMay(upload, mayCancelCommitted);
            if (upload.state() == UploadState.FAILED) {
                return dismiss(read);
            }
            Upload asked = cancelNow(read);
            EVENTS.write(asked.line(Event.CANCEL));
            return asked;
        });
    }

    private Upload cancelNow(Versioned<Upload> read) {
        Instant now = clock.instant();
        if (read.value().standing().isClaimedAt(now)) {
            return uploads.replace(
                            read.with(before -> before.with(before.standing().cancelAsked())))
                    .value();
        }
        if (mayBeOnTheDrive(read.value())) {
            Upload due = uploads.replace(
                            read.with(before -> before.with(before.standing().cancelDue(now))))
                    .value();
            send(due);
            return due;
        }
        Upload ended = uploads.replace(read.with(upload ->
                        upload.with(upload.standing().cancelAsked()).ended(UploadState.CANCELLED, null, null, now)))
                .value();
        EVENTS.write(ended.account(Event.UPLOAD_CANCELLED));
        deleteContent(ended);
        return ended;
    }

    /** A failed one needs no turn: its content goes, and with it the way back. */
    private Upload dismiss(Versioned<Upload> read) {
        Upload dismissed = uploads.replace(read.with(upload -> upload.ended(
                        UploadState.EXPIRED,
                        upload.standing().reason(),
                        "It failed, and was dismissed.",
                        clock.instant())))
                .value();
        EVENTS.write(dismissed.line(Event.DISMISSED));
        EVENTS.write(dismissed.account(Event.UPLOAD_EXPIRED));
        deleteContent(dismissed);
        return dismissed;
    }

    private static boolean mayBeOnTheDrive(Upload upload) {
        Checkpoint checkpoint = upload.checkpoint();
        return upload.item() != null || (checkpoint != null && (checkpoint.hasSession() || checkpoint.ending()));
    }

    /** Best effort: upkeep deletes what ended uploads leave. */
    private void deleteContent(Upload upload) {
        try {
            upload.staged().allBlobs().forEach(staging::delete);
        } catch (StorageUnavailable | ChangedMeanwhile e) {
            EVENTS.write(upload.line(Event.CONTENT_NOT_DELETED));
        }
    }

    private void send(Upload upload) {
        try {
            queue.send(Ticket.of(upload), Duration.ZERO);
        } catch (StorageUnavailable e) {
            EVENTS.write(upload.line(Event.TICKET_NOT_SENT));
        }
    }

    private static void requireMay(Upload upload, boolean mayCancelCommitted) {
        if (upload.isEnded() && upload.state() != UploadState.FAILED) {
            throw new Refused(RefusalCode.WRONG_STATE, "The upload has ended already; there is nothing to cancel.")
                    .with("state", upload.state());
        }
        if (upload.isCommitted() && !mayCancelCommitted) {
            throw new Refused(
                            RefusalCode.SCOPE_MISSING,
                            "Cancelling a committed upload needs a home key with the scope \"delete\".")
                    .with("scope", "delete");
        }
    }

    private Versioned<Upload> find(String connectionId, String uploadId) {
        return uploads.find(connectionId, uploadId)
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_UPLOAD, "There is no upload of that id."));
    }
}
