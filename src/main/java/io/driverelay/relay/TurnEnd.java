package io.driverelay.relay;

import io.driverelay.upload.Reason;
import java.time.Instant;

/** How a turn ends before its upload is delivered. */
sealed interface TurnEnd {
    /** Time is up, or the instance is going: another turn goes on at once. */
    record GoOn() implements TurnEnd {}

    /** Nothing can be done now. {@code dueAt} is null where only something else can wake it. */
    record Wait(Reason reason, String detail, Instant dueAt) implements TurnEnd {}

    /** Its own fault, or given up; {@code detail} says what the owner can do. */
    record Fail(Reason reason, String detail) implements TurnEnd {}
}
