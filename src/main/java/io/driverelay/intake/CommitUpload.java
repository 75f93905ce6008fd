package io.driverelay.intake;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Recently;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.CommitNumbers;
import io.driverelay.upload.Order;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Commits uploads: fixes the content that lies in staging, checks it, records it, and then sends the ticket. */
public final class CommitUpload {
    /** A repeat within it finds a ticket that this instance has sent, or a turn. */
    private static final Duration TICKET_ON_ITS_WAY = Duration.ofMinutes(1);

    private static final EventLog EVENTS = new EventLog();

    private final Uploads uploads;
    private final StagedContent content;
    private final DescribeBackup describe;
    private final CommitNumbers numbers;
    private final RelayQueue queue;
    private final Clock clock;
    private final Recently sent;

    public CommitUpload(
            Uploads uploads,
            StagedContent content,
            DescribeBackup describe,
            CommitNumbers numbers,
            RelayQueue queue,
            Clock clock) {
        this.uploads = uploads;
        this.content = content;
        this.describe = describe;
        this.numbers = numbers;
        this.queue = queue;
        this.clock = clock;
        this.sent = new Recently(TICKET_ON_ITS_WAY, clock);
    }

    /** The upload as it stands afterwards; a repeat changes nothing. */
    public Upload commit(String connectionId, String uploadId) {
        Upload committed = WriteRace.decide("upload " + uploadId, () -> {
            Versioned<Upload> read = uploads.find(connectionId, uploadId)
                    .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_UPLOAD, "There is no upload of that id."));
            return read.value().isCommitted() ? repeated(read.value()) : commit(read);
        });
        // a repeat sends another, since the first may never have been sent; but not at every repeat
        if (committed.state() == UploadState.QUEUED && !sent.was(committed.id())) {
            send(committed);
        }
        return committed;
    }

    private Upload commit(Versioned<Upload> read) {
        requireOpen(read.value());
        String snapshot = fixed(read.value());
        Order complete = complete(read.value(), snapshot);
        long number = numbers.next(read.value().order().driveId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Upload committed = uploads.replace(read.with(upload -> upload.with(complete)
                        .with(upload.staged().fixed(snapshot))
                        .with(upload.times().committed(now, number))
                        .with(upload.standing().queued(now))))
                .value();
        EVENTS.write(committed
                .line(Event.UPLOAD_COMMITTED)
                .with(Amount.SIZE_BYTES, complete.sizeBytes())
                .with(
                        Amount.OPENED_TO_COMMITTED_MS,
                        Duration.between(committed.times().openedAt(), now).toMillis()));
        return committed;
    }

    /** Nobody will ask for the snapshot of what is refused, and a home may repeat itself. */
    private Order complete(Upload upload, String snapshot) {
        try {
            return describe.complete(upload, snapshot);
        } catch (Refused refused) {
            content.unfix(upload, snapshot);
            throw refused;
        }
    }

    /** Who comes after the URL's end cannot put what is missing: it needs another one. */
    private String fixed(Upload upload) {
        try {
            return content.fix(upload);
        } catch (Refused refused) {
            Instant end = upload.times().urlExpiresAt();
            if (refused.code() != RefusalCode.INCOMPLETE_CONTENT
                    || clock.instant().isBefore(end)) {
                throw refused;
            }
            var over = new Refused(
                    RefusalCode.INCOMPLETE_CONTENT,
                    refused.getMessage() + " Its staging URL ended at " + end.truncatedTo(ChronoUnit.SECONDS)
                            + ": get another with POST /api/connections/{id}/uploads/{uploadId}/staging-url.");
            refused.facts().forEach(over::with);
            throw over.with("stagingUrlExpiredAt", end);
        }
    }

    private static Upload repeated(Upload upload) {
        if (upload.state() == UploadState.CANCELLED || upload.standing().cancelRequested()) {
            throw ended(upload, "was cancelled");
        }
        if (upload.state() == UploadState.FAILED) {
            throw new Refused(
                            RefusalCode.WRONG_STATE,
                            "The upload was committed and has failed; its reason says why. Mend that, then retry it (POST"
                                    + " /api/connections/{id}/uploads/{uploadId}/retry).")
                    .with("state", upload.state())
                    .with("reason", upload.standing().reason());
        }
        return upload;
    }

    private static void requireOpen(Upload upload) {
        if (upload.standing().cancelRequested() || upload.state() == UploadState.CANCELLED) {
            throw ended(upload, "was cancelled");
        }
        if (upload.isEnded()) {
            throw ended(upload, upload.state() == UploadState.FAILED ? "has failed" : "has expired");
        }
    }

    private static Refused ended(Upload upload, String how) {
        return new Refused(RefusalCode.WRONG_STATE, "The upload " + how + ". Open a new one.")
                .with("state", upload.state());
    }

    /** The record says queued already: a ticket that cannot be sent now is sent by upkeep. */
    private void send(Upload upload) {
        try {
            queue.send(Ticket.of(upload), Duration.ZERO);
            sent.note(upload.id());
        } catch (StorageUnavailable e) {
            EVENTS.write(upload.line(Event.TICKET_NOT_SENT));
        }
    }
}
