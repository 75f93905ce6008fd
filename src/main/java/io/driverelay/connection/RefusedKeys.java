package io.driverelay.connection;

import io.driverelay.store.Ids;
import io.driverelay.store.Recently;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;

/**
 * Tells of calls with a wrong key, so seldom that nobody fills the log with them: of a connection once a minute; of one that is not there once an
 * hour, and of twenty of these an instance, since anybody can make up ids. That one may be of a home that goes on after its connection was
 * removed.
 */
final class RefusedKeys {
    private static final EventLog EVENTS = new EventLog();
    private static final Duration OF_ONE_THAT_IS_THERE = Duration.ofMinutes(1);
    private static final Duration OF_ONE_THAT_IS_NOT = Duration.ofHours(1);
    private static final int MOST_THAT_ARE_NOT = 20;

    /** What was wrong. */
    private enum Why {
        UNKNOWN_KEY,
        EXPIRED_KEY,
        UNKNOWN_CONNECTION
    }

    private final Recently known;
    private final Recently unknown;

    RefusedKeys(Clock clock) {
        this.known = new Recently(OF_ONE_THAT_IS_THERE, clock);
        this.unknown = new Recently(OF_ONE_THAT_IS_NOT, clock);
    }

    /** @param expired null where it is not one of the connection's keys */
    void ofConnection(String connectionId, HomeKey expired) {
        if (!known.was(connectionId)) {
            known.note(connectionId);
            EVENTS.write(Event.KEY_REFUSED
                    .of(connectionId)
                    .with(Text.OUTCOME, expired == null ? Why.UNKNOWN_KEY : Why.EXPIRED_KEY)
                    .with(Text.KEY_ID, expired == null ? null : expired.id()));
        }
    }

    /** @param id anybody's text: only what may have been one is repeated */
    void ofNoConnection(String id) {
        if (Ids.isId(id) && !unknown.was(id) && unknown.size() < MOST_THAT_ARE_NOT) {
            unknown.note(id);
            EVENTS.write(Event.KEY_REFUSED.of(id).with(Text.OUTCOME, Why.UNKNOWN_CONNECTION));
        }
    }
}
