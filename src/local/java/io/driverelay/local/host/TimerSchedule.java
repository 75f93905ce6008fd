package io.driverelay.local.host;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** An NCRONTAB expression: six fields, seconds first; Sunday is 0; a day of the month and one of the week
 * must both fit. In UTC. */
record TimerSchedule(String text, ExecutionTime times) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static TimerSchedule parse(String text) {
        return new TimerSchedule(text, ExecutionTime.forCron(ncrontab(text)));
    }

    Instant next(Instant after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).orElseThrow().toInstant();
    }

    /** The platform remembers nothing of a timer that runs more than once in the next minute, so it never misses a run. */
    boolean isRemembered(Instant now) {
        return next(next(now)).isAfter(now.plus(MINUTE));
    }

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
                .matchDayOfWeekAndDayOfMonth()
                .instance();
        return new CronParser(definition).parse(text);
    }
}
