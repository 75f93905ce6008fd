package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class InvocationLogTest {
    private static final System.Logger STAGE = System.getLogger("io.driverelay.relay.Some");

    private final List<LogRecord> lines = new ArrayList<>();

    @Test
    void stagesLinesReachTheInvocationsLog_withTheirWordsFilledIn() {
        var failure = new IllegalStateException("why");
        InvocationLog.during(context(), () -> {
            STAGE.log(System.Logger.Level.WARNING, "event=upload-waits upload={0} reason={1}", "01KB", "SPACE");
            STAGE.log(System.Logger.Level.WARNING, "event=failed", failure);
        });

        // the platform's worker sends getMessage() as it stands
        assertThat(lines)
                .extracting(LogRecord::getMessage)
                .containsExactly("event=upload-waits upload=01KB reason=SPACE", "event=failed");
        assertThat(lines.get(1).getThrown()).isSameAs(failure);
    }

    @Test
    void nothingIsCarried_onceTheInvocationIsOver() {
        InvocationLog.during(context(), () -> {});
        STAGE.log(System.Logger.Level.WARNING, "event=late");

        assertThat(lines).isEmpty();
    }

    /** C14, fault 16. */
    @Test
    void linesOfAPoolThatTheInvocationMadeReachItsLog_untilItIsOver() {
        ExecutorService[] pool = new ExecutorService[1];
        InvocationLog.during(context(), () -> {
            pool[0] = Executors.newFixedThreadPool(1);
            log(pool[0], "event=drive-not-read");
        });
        log(pool[0], "event=late");
        pool[0].shutdown();

        assertThat(lines).extracting(LogRecord::getMessage).containsExactly("event=drive-not-read");
    }

    private static void log(ExecutorService pool, String words) {
        try {
            pool.submit(() -> STAGE.log(System.Logger.Level.WARNING, words)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private ExecutionContext context() {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {
                // nothing is held
            }

            @Override
            public void close() {
                // nothing is held
            }
        });
        ExecutionContext context = mock(ExecutionContext.class);
        when(context.getLogger()).thenReturn(logger);
        return context;
    }
}
