package io.driverelay.relay;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;

/** The owner's cancel: ended here if no turn holds the upload; otherwise the turn is told and does the rest. */
public final class CancelUpload {
    private final Uploads uploads;
    private final RelayUpload relay;
    private final Clock clock;

    public CancelUpload(Uploads uploads, RelayUpload relay, Clock clock) {
        this.uploads = uploads;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * The upload as it stands afterwards: cancelled; delivered, when it turned out to be complete; or as before, while a turn has still to
     * notice.
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
            return cancelNow(read);
        });
    }

    private Upload cancelNow(Versioned<Upload> read) {
        Upload upload = read.value();
        if (upload.isRelayingAt(clock.instant())) {
            return uploads.replace(
                            read.with(before -> before.with(before.standing().cancelAsked())))
                    .value();
        }
        relay.cancel(read);
        return find(upload.order().connectionId(), upload.id()).value();
    }

    private static void requireMay(Upload upload, boolean mayCancelCommitted) {
        if (upload.isEnded()) {
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
