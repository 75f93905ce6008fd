package io.driverelay.upload;

import io.driverelay.drive.Pauses;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The owner's retry of an upload that failed or waits: now, and as if nothing had been tried. */
public final class RetryUpload {
    /** Since the commit. */
    public static final Duration RETRYABLE_FOR = Duration.ofDays(45);

    /** Each retry forgets what was tried before, so it is no way around what bounds the tries. */
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private static final EventLog EVENTS = new EventLog();

    private final Uploads uploads;
    private final Staging staging;
    private final WakeUpload wake;
    private final Pauses pauses;
    private final Clock clock;

    public RetryUpload(Uploads uploads, Staging staging, WakeUpload wake, Pauses pauses, Clock clock) {
        this.uploads = uploads;
        this.staging = staging;
        this.wake = wake;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** The upload as it stands afterwards; one that is queued already is left as it is, since an answer may have been lost. */
    public Upload retry(String connectionId, String uploadId) {
        return WriteRace.decide("upload " + uploadId, () -> {
            Versioned<Upload> read = uploads.find(connectionId, uploadId)
                    .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_UPLOAD, "There is no upload of that id."));
            Upload upload = read.value();
            if (upload.state() == UploadState.QUEUED && !upload.standing().cancelRequested()) {
                return upload;
            }
            requireRetryable(upload);
            Optional<Instant> pause =
                    pauses.notBefore(Pauses.ofDrive(upload.order().driveId()));
            Upload woken = wake.wake(
                    read,
                    before -> before.with(Tries.askedByAPerson(pause))
                            .with(before.times().ended(null).retried(clock.instant())));
            EVENTS.write(woken.line(Event.RETRY));
            return woken;
        });
    }

    private void requireRetryable(Upload upload) {
        if (upload.state() != UploadState.FAILED && upload.state() != UploadState.WAITING) {
            throw refused(upload, "Only a failed or waiting upload can be retried.");
        }
        if (upload.standing().cancelRequested()) {
            throw refused(upload, "The upload is being cancelled.");
        }
        if (!upload.isCommitted()) {
            throw refused(
                    upload, "What was staged is no backup, and no try changes that. Dismiss it, and send another.");
        }
        if (!upload.times().committedAt().plus(RETRYABLE_FOR).isAfter(clock.instant())) {
            throw refused(upload, "It was committed more than 45 days ago. Send the file again.");
        }
        requireNotJustRetried(upload);
        boolean hasContent = upload.staged() != null
                && upload.staged().snapshot() != null
                && staging.sizeOf(upload.staged().blob(), upload.staged().snapshot())
                        .isPresent();
        if (!hasContent) {
            throw refused(upload, "Its staged content is gone. Send the file again.");
        }
    }

    private void requireNotJustRetried(Upload upload) {
        Instant last = upload.times().retriedAt();
        Instant now = clock.instant();
        if (last != null && last.plus(BETWEEN).isAfter(now)) {
            throw new Refused(
                            RefusalCode.TOO_MANY_REQUESTS,
                            "The upload was retried less than a minute ago. Its reason says what is in the way: mend that first.")
                    .with("retriedAt", last)
                    .retryAfter(Duration.between(now, last.plus(BETWEEN)));
        }
    }

    private static Refused refused(Upload upload, String detail) {
        return new Refused(RefusalCode.WRONG_STATE, detail).with("state", upload.state());
    }
}
