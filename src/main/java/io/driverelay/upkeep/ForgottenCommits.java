package io.driverelay.upkeep;

import io.driverelay.connection.Connection;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.StagedContent;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.Optional;

/** Content that lies there whole for ten minutes and was never committed is committed, if the key that opened it still stands. */
final class ForgottenCommits implements Step {
    private static final System.Logger LOG = System.getLogger(ForgottenCommits.class.getName());
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final Yard yard;
    private final CommitUpload commit;
    private final StagedContent content;

    ForgottenCommits(Yard yard, CommitUpload commit, StagedContent content) {
        this.yard = yard;
        this.commit = commit;
        this.content = content;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        return mark.state() == UploadState.AWAITING_CONTENT
                && !mark.cancelRequested()
                && yard.isOver(mark.openedAt(), FORGOTTEN);
    }

    @Override
    public void take(UploadMark mark) {
        yard.find(mark)
                .map(Versioned::value)
                .filter(upload -> upload.state() == UploadState.AWAITING_CONTENT)
                .filter(this::keyStands)
                .filter(this::liesStill)
                .filter(content::isWhole)
                .ifPresent(this::commit);
    }

    /** What cannot be committed is its home's to mend, or ends by time: nothing that an operator should read in every pass. */
    private void commit(Upload upload) {
        try {
            commit.commit(upload.order().connectionId(), upload.id(), Optional.empty());
        } catch (Refused | StorageUnavailable e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "event=forgotten-commit-not-made upload={0} why={1}",
                    upload.id(),
                    e.getMessage());
        }
    }

    private boolean keyStands(Upload upload) {
        Optional<Connection> connection =
                yard.connections().find(upload.order().connectionId()).map(Versioned::value);
        return connection.filter(c -> c.hasKey(upload.order().openedByKey())).isPresent();
    }

    /** Blocks have no time of their own: they may still be arriving until their URL is over. */
    private boolean liesStill(Upload upload) {
        Optional<Staging.Content> committed =
                yard.staging().content(upload.staged().blob());
        return committed
                .map(found -> yard.isOver(found.lastModified(), FORGOTTEN))
                .orElseGet(() -> yard.isOver(upload.times().urlExpiresAt(), Duration.ZERO));
    }
}
