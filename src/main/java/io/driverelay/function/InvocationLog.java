package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Carries what the stages log to the log of the invocation that runs on the thread, or that made the thread: only that reaches the platform.
 * A thread that outlives its invocation has none.
 */
final class InvocationLog extends Handler {
    private static final Logger STAGES = Logger.getLogger("io.driverelay");
    private static final SimpleFormatter WORDS = new SimpleFormatter();
    private static final ThreadLocal<AtomicReference<Logger>> CURRENT = new InheritableThreadLocal<>();

    static {
        STAGES.setUseParentHandlers(false);
        STAGES.addHandler(new InvocationLog());
    }

    private InvocationLog() {}

    static <T> T during(ExecutionContext context, Supplier<T> invocation) {
        var current = new AtomicReference<>(context.getLogger());
        CURRENT.set(current);
        try {
            return OutOfMemory.halts(context, invocation);
        } finally {
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
        Logger log = current == null ? null : current.get();
        if (log != null) {
            log.log(filledIn(line));
        }
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
