package io.driverelay.telemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the log is told while something runs, each line held to the declaration. */
public final class ToldEvents extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ToldEvents() {}

    public static List<String> during(Runnable what) {
        var told = new ToldEvents();
        Logger log = Logger.getLogger(EventLog.NAME);
        log.addHandler(told);
        try {
            what.run();
        } finally {
            log.removeHandler(told);
        }
        return told.lines;
    }

    @Override
    public void publish(LogRecord line) {
        DeclaredEvents.check(line.getMessage());
        lines.add(line.getMessage());
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
