package io.driverelay.intake;

import io.driverelay.connection.HomeKey;
import io.driverelay.connection.KeyScope;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.upload.Staging;
import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Staging URLs: written into the record how long they work, then handed out. */
public final class StagingAddress {
    private final Uploads uploads;
    private final Staging staging;
    private final Clock clock;
    private final Duration validFor;
    private final HomeLimits limits;

    public StagingAddress(Uploads uploads, Staging staging, Clock clock, Duration validFor, HomeLimits limits) {
        this.uploads = uploads;
        this.staging = staging;
        this.clock = clock;
        this.validFor = validFor;
        this.limits = limits;
    }

    HomeLimits limits() {
        return limits;
    }

    /** However often it is renewed, a home cannot keep what it put for ever. */
    Instant nextExpiry(Instant openedAt) {
        Instant next = clock.instant().plus(validFor);
        Instant last = openedAt.plus(limits.openFor());
        return next.isBefore(last) ? next : last;
    }

    /** The URL that a record speaks of. */
    StagingUrl of(Upload upload) {
        return staging.urlFor(
                upload.staged().blob(),
                upload.order().transfer(),
                upload.times().urlExpiresAt());
    }

    /** A fresh URL for the same content. */
    public Opened renew(String connectionId, String uploadId, HomeKey key) {
        return WriteRace.decide("upload " + uploadId, () -> {
            Versioned<Upload> read = find(connectionId, uploadId);
            requireMayFill(read.value(), key);
            return renew(read);
        });
    }

    /** @throws Refused where the key may not decide what the upload carries */
    public void requireMayFill(String connectionId, String uploadId, HomeKey key) {
        requireMayFill(find(connectionId, uploadId).value(), key);
    }

    /** What was opened with the scope carries its right: without it nobody decides what that is used for. */
    static void requireMayFill(Upload upload, HomeKey key) {
        if (upload.order().mayReplaceBackups() && !key.scopes().contains(KeyScope.DELETE)) {
            throw new Refused(
                            RefusalCode.SCOPE_MISSING,
                            "This upload was opened with a home key that has the scope \"delete\": fill and commit it with such a"
                                    + " key, or open one of your own.")
                    .with("scope", "delete");
        }
    }

    private Versioned<Upload> find(String connectionId, String uploadId) {
        return uploads.find(connectionId, uploadId)
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_UPLOAD, "There is no upload of that id."));
    }

    Opened renew(Versioned<Upload> read) {
        Upload upload = read.value();
        if (upload.state() != UploadState.AWAITING_CONTENT || upload.standing().cancelRequested()) {
            throw new Refused(RefusalCode.WRONG_STATE, "The upload does not await content any more.")
                    .with("state", upload.state());
        }
        Instant next = nextExpiry(upload.times().openedAt());
        if (!next.isAfter(clock.instant())) {
            throw new Refused(
                            RefusalCode.WRONG_STATE,
                            "The upload was opened " + limits.openFor().toDays()
                                    + " days ago, and content is not awaited for longer. Open a new one.")
                    .with("state", upload.state())
                    .with("openedAt", upload.times().openedAt());
        }
        Upload renewed = uploads.replace(
                        read.with(before -> before.with(before.times().withUrlExpiresAt(next))))
                .value();
        return new Opened(renewed, of(renewed), false);
    }
}
