package io.driverelay.transport;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header {@code Retry-After}, however it is spelled: seconds, or a date in any of HTTP's three forms.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, 10.2.3</a>
 */
public final class RetryAfter {
    /** No longer pause is believed: one odd header would stop everything of its kind for as long as it says. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final String NUMBER = "[+-]?[0-9]{1,400}(\\.[0-9]{0,400})?";
    private static final DateTimeFormatter IMF_FIXDATE = form("d MMM uuuu H:m:s");
    private static final DateTimeFormatter ASCTIME = form("MMM d H:m:s uuuu");

    private RetryAfter() {}

    /**
     * How long to leave the other side alone, from none to {@link #LONGEST}; empty where the header says nothing that can be read.
     *
     * @param header its value, or null
     * @param date the same answer's {@code Date}, which a date is counted from, so that two clocks need not agree; or null
     * @param now counted from where there is no such date
     */
    public static Optional<Duration> of(String header, String date, Instant now) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        String text = header.strip();
        return seconds(text)
                .or(() -> date(text, now).map(until -> {
                    Instant from = date == null ? now : date(date.strip(), now).orElse(now);
                    return Duration.between(from, until);
                }))
                .map(RetryAfter::capped);
    }

    /** The same, with this machine's clock where the answer tells none. */
    public static Optional<Duration> of(String header, String date) {
        return of(header, date, Instant.now());
    }

    /** Several of these headers come as one with commas: the longest counts. */
    private static Optional<Duration> seconds(String text) {
        List<String> parts = Arrays.stream(text.split(",")).map(String::strip).toList();
        if (parts.isEmpty() || !parts.stream().allMatch(part -> part.matches(NUMBER))) {
            return Optional.empty();
        }
        return parts.stream()
                .map(BigDecimal::new)
                .max(Comparator.naturalOrder())
                .map(most -> most.min(BigDecimal.valueOf(LONGEST.toSeconds())).max(BigDecimal.ZERO))
                .map(most -> Duration.ofMillis(most.movePointRight(3).longValue()));
    }

    /** The day of the week says nothing that the rest does not. */
    private static Optional<Instant> date(String text, Instant now) {
        String plain = text.replaceFirst("^[A-Za-z]{3,9},?\\s+", "")
                .replaceFirst("(?i)\\s*(GMT|UTC|Z|[+-]0000)$", "")
                .replaceFirst(":60(?= |$)", ":59")
                .replaceAll("\\s+", " ");
        return parsed(plain, IMF_FIXDATE).or(() -> parsed(plain, ASCTIME)).or(() -> parsed(plain, rfc850(now)));
    }

    /** Its year has two digits: a date that seems to lie more than fifty years ahead lies in the past. */
    private static DateTimeFormatter rfc850(Instant now) {
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("d-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, year - 49)
                .appendPattern(" H:m:s")
                .toFormatter(Locale.ENGLISH);
    }

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    private static Optional<Instant> parsed(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration capped(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
