package io.driverelay.upkeep;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.upload.UploadMark;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a connection's life means for its uploads: a sign-in wakes those that waited for it, a removal ends them all. */
public final class FollowConnection implements ConnectionListener {
    private final Yard yard;
    private final Consumer<UploadMark> cancel;

    /** @param cancel ends one upload as its owner's cancel would */
    public FollowConnection(Yard yard, Consumer<UploadMark> cancel) {
        this.yard = yard;
        this.cancel = cancel;
    }

    @Override
    public void signedIn(Connection connection) {
        var step = new WakesForSignIn(yard);
        each(connection, step::isDue, step::take);
    }

    @Override
    public void signInLapsed(Connection connection) {
        // each upload notices in its own turn, and waits
    }

    @Override
    public void removed(Connection connection) {
        each(connection, mark -> !mark.state().isEnded(), cancel);
    }

    private void each(Connection connection, Predicate<UploadMark> due, Consumer<UploadMark> what) {
        for (UploadMark mark : yard.uploads().list(connection.id())) {
            if (due.test(mark)) {
                take(mark, what);
            }
        }
    }

    private static void take(UploadMark mark, Consumer<UploadMark> what) {
        try {
            what.accept(mark);
        } catch (ChangedMeanwhile e) {
            // a turn was quicker; upkeep looks after the rest
        }
    }
}
