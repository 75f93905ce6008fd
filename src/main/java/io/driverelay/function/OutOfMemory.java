package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.driverelay.telemetry.Event;
import java.util.function.Supplier;

/**
 * A JVM that ran out of memory hangs half dead and takes its neighbours' calls with it: it says so and ends at once, and the platform starts
 * another. Records say what is to be gone on with.
 */
final class OutOfMemory {
    /** Made beforehand: when it is needed there is no memory for it. */
    private static final String LINE = Event.OUT_OF_MEMORY.line().text();

    private static final int STATUS = 3;
    private static final int DEEPEST = 20;

    private OutOfMemory() {}

    static <T> T halts(ExecutionContext context, Supplier<T> invocation) {
        return halts(context, () -> Runtime.getRuntime().halt(STATUS), invocation);
    }

    /** @param halt ends the JVM; it is called after the line was logged, or could not be */
    static <T> T halts(ExecutionContext context, Runnable halt, Supplier<T> invocation) {
        try {
            return invocation.get();
        } catch (OutOfMemoryError e) {
            tell(context, halt);
            throw e;
        } catch (RuntimeException e) {
            if (isBehind(e)) {
                tell(context, halt);
            }
            throw e;
        }
    }

    /** Thrown in another thread it arrives wrapped. */
    static boolean isBehind(Throwable error) {
        Throwable cause = error;
        for (int n = 0; n < DEEPEST && cause != null; n++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static void tell(ExecutionContext context, Runnable halt) {
        try {
            // the invocation's log travels in the background and may not get out in time
            System.err.println(LINE);
            context.getLogger().severe(LINE);
        } finally {
            halt.run();
        }
    }
}
