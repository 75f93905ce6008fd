package io.driverelay.relay;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Journey;
import io.driverelay.upload.OpenSession;
import io.driverelay.upload.Upload;

/** What one write of the record says of the upload's session: that it was opened, or how it was left. */
record SessionNews(Upload before, Upload after) {
    private static final EventLog EVENTS = new EventLog();

    enum Left {
        COMPLETED,
        LOST,
        GIVEN_UP,
        /** Expired, or of no use since the name is taken. */
        DROPPED,
        /** The upload ended. */
        ENDED
    }

    Journey journey() {
        return isOpened() ? after.journey().sessionOpened() : after.journey();
    }

    /** @param calls whose fragments are told with a session that is left */
    void tell(Calls calls) {
        if (isLeft()) {
            calls.tellFragments(after);
            EVENTS.write(after.line(Event.SESSION_LEFT)
                    .with(Amount.SESSION, after.journey().sessions())
                    .with(Text.OUTCOME, how())
                    .with(Amount.CONFIRMED_BYTES, confirmed()));
        }
        if (isOpened()) {
            EVENTS.write(after.line(Event.SESSION_OPENED)
                    .with(Amount.SESSION, after.journey().sessions()));
        }
    }

    private long confirmed() {
        return after.item() == null ? before.deliveredBytes() : after.deliveredBytes();
    }

    private boolean isOpened() {
        OpenSession now = session(after);
        return now != null && !isSame(session(before), now);
    }

    private boolean isLeft() {
        OpenSession then = session(before);
        boolean goesOn = after.item() == null && isSame(then, session(after));
        return then != null && before.item() == null && !goesOn;
    }

    private Left how() {
        if (after.item() != null) {
            return Left.COMPLETED;
        }
        if (after.isEnded()) {
            return Left.ENDED;
        }
        if (after.tries().sessionsLost() > before.tries().sessionsLost()) {
            return Left.LOST;
        }
        return after.tries().sessionsGivenUp() > before.tries().sessionsGivenUp() ? Left.GIVEN_UP : Left.DROPPED;
    }

    private static OpenSession session(Upload upload) {
        return upload.checkpoint() == null ? null : upload.checkpoint().session();
    }

    private static boolean isSame(OpenSession one, OpenSession other) {
        return one != null && other != null && one.uploadUrl().equals(other.uploadUrl());
    }
}
