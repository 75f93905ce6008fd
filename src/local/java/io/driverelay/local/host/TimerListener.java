package io.driverelay.local.host;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a function by NCRONTAB, never twice at once, and tells it when a run was missed. */
final class TimerListener implements Listener {
    private static final Duration LATE = Duration.ofSeconds(30);

    private final AppFunction function;
    private final HostLog log;
    private final ExecutionTime schedule;
    private final Path lastRun;
    private final ReentrantLock running = new ReentrantLock();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopped;

    TimerListener(AppFunction function, Path logFile, HostLog log) {
        this.function = function;
        this.log = log;
        this.lastRun = logFile.resolveSibling(function.name() + ".last-run");
        String text = AppFunction.resolved(
                function.binding("timerTrigger").orElseThrow().path("schedule").asText());
        this.schedule = ExecutionTime.forCron(ncrontab(text));
    }

    @Override
    public AppFunction function() {
        return function;
    }

    @Override
    public void start() {
        thread.execute(this::loop);
    }

    @Override
    public void stop() {
        stopped = true;
        if (!running.isLocked()) {
            thread.shutdownNow();
        }
    }

    @Override
    public void awaitIdle(long atLatestNanos) {
        try {
            if (running.tryLock(atLatestNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void runNow(String input) {
        run(false);
    }

    private void loop() {
        if (wasMissed()) {
            run(true);
        }
        while (!stopped) {
            ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
            try {
                Thread.sleep(Duration.between(now, next(now).orElseThrow()).toMillis() + 1);
            } catch (InterruptedException e) {
                return;
            }
            run(false);
        }
    }

    private boolean wasMissed() {
        return last().flatMap(last -> next(last.atZone(ZoneOffset.UTC)))
                .filter(due -> due.plus(LATE).isBefore(ZonedDateTime.now(ZoneOffset.UTC)))
                .isPresent();
    }

    private Optional<ZonedDateTime> next(ZonedDateTime after) {
        return schedule.nextExecution(after);
    }

    private void run(boolean pastDue) {
        running.lock();
        try {
            function.invoker().invoke(function, status(pastDue), Map.of());
        } catch (Invoker.Failed e) {
            // logged where it failed
        } finally {
            running.unlock();
            remember();
        }
    }

    private String status(boolean pastDue) {
        String last = last().map(at -> "{\"Last\":\"" + at + "\",\"Next\":\""
                        + next(at.atZone(ZoneOffset.UTC))
                                .map(ZonedDateTime::toInstant)
                                .orElse(at)
                        + "\",\"LastUpdated\":\"" + at + "\"}")
                .orElse("null");
        return "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":" + last + ",\"IsPastDue\":" + pastDue + "}";
    }

    private Optional<Instant> last() {
        try {
            return Files.exists(lastRun) ? Optional.of(Instant.parse(Files.readString(lastRun))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void remember() {
        try {
            Files.writeString(lastRun, Instant.now().toString());
        } catch (IOException e) {
            log.host("Host.Timers", "the last run cannot be remembered", e);
        }
    }

    /** Six fields, seconds first; Sunday is 0. */
    private static Cron ncrontab(String text) {
        var definition = CronDefinitionBuilder.defineCron()
                .withSeconds()
                .and()
                .withMinutes()
                .and()
                .withHours()
                .and()
                .withDayOfMonth()
                .and()
                .withMonth()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .and()
                .instance();
        return new CronParser(definition).parse(text);
    }
}
