package io.driverelay.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;

/** What the host remembers of a timer from one start to another. */
record TimerStatus(Instant last, Instant next) {
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");
    private static final DateTimeFormatter AS_THE_PLATFORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter(java.util.Locale.ROOT);

    static TimerStatus first(TimerSchedule schedule, Instant now) {
        return new TimerStatus(NEVER, schedule.next(now));
    }

    static TimerStatus after(TimerSchedule schedule, Instant run) {
        return new TimerStatus(run, schedule.next(run));
    }

    String json() {
        return "{\"Last\":\"" + text(last) + "\",\"Next\":\"" + text(next) + "\",\"LastUpdated\":\"" + text(last)
                + "\"}";
    }

    /** Empty where there is none, or one of another schedule. */
    static Optional<TimerStatus> read(Path file, TimerSchedule schedule) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() == 3 && lines.get(0).equals(schedule.text())
                ? Optional.of(new TimerStatus(Instant.parse(lines.get(1)), Instant.parse(lines.get(2))))
                : Optional.empty();
    }

    void write(Path file, TimerSchedule schedule) throws IOException {
        Files.write(file, List.of(schedule.text(), last.toString(), next.toString()));
    }

    private static String text(Instant time) {
        return AS_THE_PLATFORM.format(time.atOffset(ZoneOffset.UTC));
    }
}
