package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.driverelay.telemetry.EventLog;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Carries events to the log of the invocation that runs on the thread, or that made the thread: only that reaches the platform. A thread that
 * outlives its invocation tells by any other that runs: each event says by itself what it belongs to. Where none runs it is lost.
 */
final class InvocationLog extends Handler {
    /** Held, since the JDK forgets a logger that nobody holds. */
    private static final Logger EVENTS = Logger.getLogger(EventLog.NAME);

    private static final SimpleFormatter WORDS = new SimpleFormatter();
    private static final ThreadLocal<AtomicReference<Logger>> CURRENT = new InheritableThreadLocal<>();
    private static final Set<AtomicReference<Logger>> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        EVENTS.setUseParentHandlers(false);
        EVENTS.addHandler(new InvocationLog());
    }

    private InvocationLog() {}

    static <T> T during(ExecutionContext context, Supplier<T> invocation) {
        var current = new AtomicReference<>(context.getLogger());
        CURRENT.set(current);
        RUNNING.add(current);
        try {
            return OutOfMemory.halts(context, invocation);
        } finally {
            RUNNING.remove(current);
            current.set(null);
            CURRENT.remove();
        }
    }

    static void during(ExecutionContext context, Runnable invocation) {
        during(context, () -> {
            invocation.run();
            return null;
        });
    }

    @Override
    public void publish(LogRecord line) {
        AtomicReference<Logger> current = CURRENT.get();
        Logger own = current == null ? null : current.get();
        Stream.concat(Stream.ofNullable(own), RUNNING.stream().map(AtomicReference::get))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(log -> log.log(filledIn(line)));
    }

    /** The platform's worker sends {@code getMessage()} as it stands, placeholders and all (its RpcLogHandler). */
    private static LogRecord filledIn(LogRecord line) {
        var filled = new LogRecord(line.getLevel(), WORDS.formatMessage(line));
        filled.setLoggerName(line.getLoggerName());
        filled.setInstant(line.getInstant());
        filled.setThrown(line.getThrown());
        return filled;
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
