package io.driverelay.relay;

import java.time.Clock;
import java.time.Duration;

/**
 * How long things may take.
 *
 * @param turn after which a turn ends at the next fragment's end
 * @param claim how long a turn's claim holds without being extended
 * @param largestFragmentBytes a multiple of 327,680, below 60 MiB
 */
public record Pace(Clock clock, Pause pause, Duration turn, Duration claim, long largestFragmentBytes) {
    FragmentPlan plan() {
        return new FragmentPlan(largestFragmentBytes);
    }
}
