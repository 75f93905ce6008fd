package io.driverelay.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The instances' clock: the true time, which only goes on, and how wrong they are. */
final class ModelClock extends Clock {
    private Instant trueTime = Instant.parse("2026-01-05T00:00:00Z");
    private Duration wrongBy = Duration.ZERO;

    synchronized void move(Duration by) {
        trueTime = trueTime.plus(by);
    }

    /** Forwards or back, without any time passing. */
    synchronized void jump(Duration by) {
        wrongBy = wrongBy.plus(by);
    }

    synchronized Instant trueTime() {
        return trueTime;
    }

    @Override
    public synchronized Instant instant() {
        return trueTime.plus(wrongBy);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
