package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import java.time.Duration;

/** A short rest within a turn. */
public interface Pause {
    /** Returns when the time is over, or at once when cut off. */
    void rest(Duration howLong, Cutoff cutoff);
}
