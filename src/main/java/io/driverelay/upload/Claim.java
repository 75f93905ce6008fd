package io.driverelay.upload;

import java.time.Instant;

/** A turn's hold on an upload, until a time that the turn moves on. */
public record Claim(String turn, Instant until) {
    public boolean isLiveAt(Instant now) {
        return now.isBefore(until);
    }
}
