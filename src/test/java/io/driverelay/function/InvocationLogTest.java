package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
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
    private static final EventLog EVENTS = new EventLog();

    private static final Event LATE = Event.SHARE_NOT_SENT;

    private final List<LogRecord> lines = new ArrayList<>();

    @Test
    void eventsReachTheInvocationsLog_asTheyStand() {
        InvocationLog.during(
                context(), () -> EVENTS.write(Event.PUSH_NOT_TAKEN.of("01KB").with(Text.DETAIL, "{0} ''")));

        // the platform's worker sends getMessage() as it stands
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getMessage())
                    .isEqualTo("{\"event\":\"push-not-taken\",\"connectionId\":\"01KB\",\"detail\":\"{0} ''\"}");
            assertThat(line.getLevel()).isEqualTo(java.util.logging.Level.WARNING);
        });
    }

    @Test
    void nothingIsCarried_onceTheInvocationIsOver() {
        InvocationLog.during(context(), () -> {});
        EVENTS.write(LATE.line());

        assertThat(lines).isEmpty();
    }

    /** C14, fault 16. */
    @Test
    void eventsOfAPoolThatTheInvocationMadeReachItsLog_untilItIsOver() {
        ExecutorService[] pool = new ExecutorService[1];
        InvocationLog.during(context(), () -> {
            pool[0] = Executors.newFixedThreadPool(1);
            write(pool[0], Event.DRIVE_NOT_READ);
        });
        write(pool[0], LATE);
        InvocationLog.during(context(), () -> write(pool[0], Event.SHARE_TOO_LATE));
        pool[0].shutdown();

        // what comes when its own is over is told by another that runs
        assertThat(lines)
                .extracting(LogRecord::getMessage)
                .containsExactly("{\"event\":\"drive-not-read\"}", "{\"event\":\"share-too-late\"}");
    }

    private static void write(ExecutorService pool, Event event) {
        try {
            pool.submit(() -> EVENTS.write(event.line())).get();
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
