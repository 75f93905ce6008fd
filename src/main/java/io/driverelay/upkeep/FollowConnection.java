package io.driverelay.upkeep;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Abreast;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a connection's life means for its uploads: a sign-in wakes those that waited for it, a removal ends them all. */
public final class FollowConnection implements ConnectionListener {
    private static final EventLog EVENTS = new EventLog();
    private static final Set<RefusalCode> ENDED = EnumSet.of(RefusalCode.WRONG_STATE, RefusalCode.UNKNOWN_UPLOAD);

    /** A removal must answer soon, however many uploads it ends. */
    private static final int AT_ONCE = 16;

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
        each(1, connection, step::isDue, step::take);
    }

    @Override
    public void signInLapsed(Connection connection) {
        // each upload notices in its own turn, and waits
    }

    @Override
    public void removed(Connection connection) {
        // what failed can be retried no more, and nobody could dismiss it later
        each(AT_ONCE, connection, mark -> !mark.state().isEnded() || mark.state() == UploadState.FAILED, this::end);
    }

    /** All of them, whatever one does; then what went wrong first is thrown. */
    private void each(int atOnce, Connection connection, Predicate<UploadMark> due, Consumer<UploadMark> what) {
        List<UploadMark> marks =
                yard.uploads().list(connection.id()).stream().filter(due).toList();
        Abreast.map(atOnce, marks, mark -> failure(mark, what)).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    /** One that failed holds nothing up: undismissed it ends by its time. */
    private void end(UploadMark mark) {
        if (mark.state() != UploadState.FAILED) {
            cancel.accept(mark);
            return;
        }
        failure(mark, cancel)
                .ifPresent(failure -> EVENTS.write(Event.LISTENER_FAILED
                        .of(mark.connectionId())
                        .with(Text.UPLOAD_ID, mark.uploadId())
                        .because(failure)));
    }

    private static Optional<RuntimeException> failure(UploadMark mark, Consumer<UploadMark> what) {
        try {
            what.accept(mark);
            return Optional.empty();
        } catch (ChangedMeanwhile e) {
            // a turn was quicker; upkeep looks after the rest
            return Optional.empty();
        } catch (UnreadableRecord e) {
            // nothing can be done about it, and it must not hold the others
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
            return Optional.empty();
        } catch (Refused refused) {
            // it ended by itself meanwhile
            return Optional.of(refused).filter(e -> !ENDED.contains(e.code())).map(RuntimeException.class::cast);
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
