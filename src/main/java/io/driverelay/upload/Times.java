package io.driverelay.upload;

import java.time.Instant;

/** When what happened; null for what has not. {@code urlExpiresAt} is when the newest staging URL stops working. */
public record Times(Instant openedAt, Instant urlExpiresAt, Instant committedAt, Instant endedAt) {
    public Times withUrlExpiresAt(Instant at) {
        return new Times(openedAt, at, committedAt, endedAt);
    }

    public Times committed(Instant at) {
        return new Times(openedAt, urlExpiresAt, at, endedAt);
    }

    public Times ended(Instant atOrNull) {
        return new Times(openedAt, urlExpiresAt, committedAt, atOrNull);
    }
}
