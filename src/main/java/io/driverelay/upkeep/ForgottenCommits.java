package io.driverelay.upkeep;

import io.driverelay.connection.Connection;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.StagedContent;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Content that lies there whole for ten minutes and was never committed is committed, if the key that opened it still stands, neither revoked nor over. It is looked
 * for at growing distances: most that was opened and left has none.
 */
public final class ForgottenCommits implements Step {
    private static final EventLog EVENTS = new EventLog();
    private static final Duration FORGOTTEN = Looks.FIRST;

    private final Yard yard;
    private final Content content;
    private final Looks looks;
    private final Map<String, Optional<Connection>> homes = new ConcurrentHashMap<>();

    /** Who looks at content, and who commits it. */
    public record Content(StagedContent staged, CommitUpload commit) {}

    ForgottenCommits(Yard yard, Content content, Looks looks) {
        this.yard = yard;
        this.content = content;
        this.looks = looks;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        return mark.state() == UploadState.AWAITING_CONTENT
                && !mark.cancelRequested()
                && (looks.isDue(mark, mark.openedAt()) || looks.isDueAt(mark.urlExpiresAt()));
    }

    @Override
    public int mostOfAHome() {
        return 100;
    }

    @Override
    public Amount counted() {
        return Amount.FORGOTTEN_COMMITS;
    }

    @Override
    public void take(UploadMark mark) {
        yard.find(mark)
                .filter(read -> read.value().state() == UploadState.AWAITING_CONTENT)
                .ifPresent(read -> take(mark, read));
    }

    private void take(UploadMark mark, Versioned<Upload> read) {
        Upload upload = read.value();
        switch (content.staged().look(upload)) {
            case PART -> {
                // it may still come
            }
            case WHOLE -> {
                if (keyStands(upload)) {
                    commitIfStill(read, mark);
                }
            }
            case TOO_MUCH -> end(read, "More bytes were put than it declares.");
            case SPOILED ->
                end(read, "What was put can never become a file: it is archived, under another key, or no block blob.");
        }
    }

    /** Its URL puts on until it is over, so it is not given another one; what it puts goes with what ended uploads leave. */
    private void end(Versioned<Upload> read, String why) {
        Upload expired = yard.uploads()
                .replace(read.with(upload -> upload.ended(
                        UploadState.EXPIRED,
                        Reason.CONTENT_SPOILED,
                        why + " It was dropped: open a new upload and send it again.",
                        yard.now())))
                .value();
        EVENTS.write(expired.account(Event.UPLOAD_EXPIRED));
    }

    /** What cannot be committed is its home's to mend, or ends by time: nothing that an operator should read in every pass. */
    private void commit(Versioned<Upload> read, UploadMark mark) {
        Upload upload = read.value();
        try {
            content.commit().commit(upload.order().connectionId(), upload.id());
        } catch (StorageUnavailable e) {
            looks.again(mark);
        } catch (Refused e) {
            if (e.code() == RefusalCode.NOT_A_BACKUP) {
                fail(read, e.getMessage());
            }
        }
    }

    /** No later look would find anything else in it. */
    private void fail(Versioned<Upload> read, String why) {
        yard.tell()
                .tell(yard.uploads()
                        .replace(read.with(
                                upload -> upload.ended(UploadState.FAILED, Reason.NOT_A_BACKUP, why, yard.now()))));
    }

    private boolean keyStands(Upload upload) {
        Optional<Connection> home = homes.computeIfAbsent(
                upload.order().connectionId(), id -> yard.connections().find(id).map(Versioned::value));
        return home.stream()
                .flatMap(connection -> connection.keys().stream())
                .anyMatch(key -> key.id().equals(upload.order().openedByKey()) && key.isValidAt(yard.now()));
    }

    /** Blocks have no time of their own: they may still be arriving until their URL is over. */
    private void commitIfStill(Versioned<Upload> read, UploadMark mark) {
        Upload upload = read.value();
        Optional<Staging.Content> committed =
                yard.staging().content(upload.staged().blob());
        boolean still = committed
                .map(found -> yard.isOver(found.lastModified(), FORGOTTEN))
                .orElseGet(() -> yard.isOver(upload.times().urlExpiresAt(), Duration.ZERO));
        if (still) {
            commit(read, mark);
        } else if (committed.isPresent()) {
            // perhaps made of its blocks by the pass before, which then failed
            looks.again(mark);
        }
    }
}
