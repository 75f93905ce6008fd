package io.driverelay.scenario;

import io.driverelay.queries.Engine;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the relay told, by its own clock. */
final class NightLog extends Handler {
    private final Clock clock;
    private final List<Engine.Line> lines = new CopyOnWriteArrayList<>();

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
    public void publish(LogRecord line) {
        lines.add(new Engine.Line(clock.instant(), line.getMessage()));
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
