package io.driverelay.relay;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Upload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A turn's beginning and end in the log, and what lay between. */
final class TurnReport {
    private static final EventLog EVENTS = new EventLog();

    private final Hold hold;
    private final Clock clock;
    private final Instant began;

    /** @param dueAt when it might have begun */
    TurnReport(Hold hold, Clock clock, Instant dueAt) {
        this.hold = hold;
        this.clock = clock;
        this.began = clock.instant();
        EVENTS.write(line(Event.TURN_BEGAN)
                .with(Amount.LATE_MS, Math.max(0, Duration.between(dueAt, began).toMillis())));
    }

    void end() {
        Upload upload = hold.upload();
        hold.calls().tell(upload);
        EVENTS.write(line(Event.TURN_ENDED)
                .with(Text.OUTCOME, upload.state())
                .with(Text.REASON, upload.standing().reason())
                .with(Amount.TURN_MS, Duration.between(began, clock.instant()).toMillis())
                .with(Amount.CONFIRMED_BYTES, upload.deliveredBytes()));
    }

    private EventLine line(Event event) {
        return hold.upload()
                .line(event)
                .with(Amount.TURN, hold.upload().journey().turns());
    }
}
