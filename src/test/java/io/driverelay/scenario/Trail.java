package io.driverelay.scenario;

import io.driverelay.telemetry.EventLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the stages say in the log during a test, as it would be read there. */
final class Trail implements BeforeEachCallback, AfterEachCallback {
    /** Held, since the logging of the JDK forgets what nobody holds. */
    private static final Logger EVENTS = Logger.getLogger(EventLog.NAME);

    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void close() {
            // nothing is held
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        EVENTS.setLevel(Level.INFO);
        EVENTS.addHandler(handler);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        EVENTS.removeHandler(handler);
    }

    /** The names of the events of a connection, in order. */
    List<String> events(String connectionId) {
        return lines.stream()
                .filter(line -> line.contains("\"connectionId\":\"" + connectionId + "\""))
                .map(line -> line.replaceFirst("^\\{\"event\":\"([a-z-]+)\".*$", "$1"))
                .toList();
    }

    /** The lines of an event. */
    List<String> of(String event) {
        return lines.stream()
                .filter(line -> line.startsWith("{\"event\":\"" + event + "\""))
                .toList();
    }
}
