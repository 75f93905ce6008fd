package io.driverelay.local.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a function by its schedule, never twice at once, and tells it when a run was missed. */
final class TimerListener implements Listener {
    private final AppFunction function;
    private final HostLog log;
    private final TimerSchedule schedule;
    private final boolean remembered;
    private final Path memory;
    private final ReentrantLock running = new ReentrantLock();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopped;
    private volatile TimerStatus status;

    TimerListener(AppFunction function, Path logFile, HostLog log) {
        this.function = function;
        this.log = log;
        this.memory = logFile.resolveSibling(function.name() + ".timer");
        this.schedule = schedule(function);
        this.remembered = schedule.isRemembered(Instant.now());
    }

    private static TimerSchedule schedule(AppFunction function) {
        String text = AppFunction.resolved(
                function.binding("timerTrigger").orElseThrow().path("schedule").asText());
        try {
            return TimerSchedule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the schedule of the function " + function.name() + " is no NCRONTAB of six fields: " + text, e);
        }
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
        running.lock();
        try {
            invoke(false);
        } finally {
            running.unlock();
        }
    }

    private void loop() {
        if (recall()) {
            run(true);
        }
        while (!stopped) {
            try {
                // what became due while the last one ran comes at once
                Thread.sleep(Math.max(
                        0, Duration.between(Instant.now(), status.next()).toMillis() + 1));
            } catch (InterruptedException e) {
                return;
            }
            run(false);
        }
    }

    /** Whether a run was missed: from the first start on, also when there was none yet. */
    private boolean recall() {
        Instant now = Instant.now();
        TimerStatus recalled = TimerStatus.first(schedule, now);
        try {
            recalled = TimerStatus.read(memory, schedule).orElse(recalled);
        } catch (IOException e) {
            log.host("Host.Triggers.Timer", "what is remembered of a timer cannot be read", e);
        }
        remember(recalled);
        return remembered && recalled.next().isBefore(now);
    }

    private void run(boolean pastDue) {
        running.lock();
        try {
            if (!stopped) {
                Instant began = Instant.now();
                invoke(pastDue);
                remember(TimerStatus.after(schedule, began));
            }
        } finally {
            running.unlock();
        }
    }

    private void invoke(boolean pastDue) {
        try {
            String reason = "Timer fired at " + Instant.now();
            function.invoker().invoke(function, new Trigger(info(pastDue), Map.of(), reason));
        } catch (Invoker.Failed e) {
            // logged where it failed
        }
    }

    private String info(boolean pastDue) {
        String known = remembered && status != null ? status.json() : "null";
        return "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":" + known + ",\"IsPastDue\":" + pastDue + "}";
    }

    private void remember(TimerStatus changed) {
        status = changed;
        if (!remembered) {
            return;
        }
        try {
            changed.write(memory, schedule);
        } catch (IOException e) {
            log.host("Host.Triggers.Timer", "the last run cannot be remembered", e);
        }
    }
}
