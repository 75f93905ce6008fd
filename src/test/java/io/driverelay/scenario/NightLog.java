package io.driverelay.scenario;

import io.driverelay.queries.Engine;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the relay told, by its own clock. */
final class NightLog extends Handler {
    private final Clock clock;
    private final List<Engine.Line> lines = new CopyOnWriteArrayList<>();
    private Instant last = Instant.MIN;

    private NightLog(Clock clock) {
        this.clock = clock;
    }

    static List<Engine.Line> of(Clock clock, Runnable night) {
        var log = new NightLog(clock);
        Logger logger = Logger.getLogger(EventLog.NAME);
        logger.addHandler(log);
        try {
            night.run();
        } finally {
            logger.removeHandler(log);
        }
        return log.lines;
    }

    @Override
    public synchronized void publish(LogRecord line) {
        Instant at = clock.instant();
        // the clock stands still, but no two lines of a process are of one instant
        last = at.isAfter(last) ? at : last.plusMillis(1);
        lines.add(new Engine.Line(last, line.getMessage()));
    }

    @Override
    public void flush() {
        // nothing is held
    }

    @Override
    public void close() {
        // nothing is held
    }
}
