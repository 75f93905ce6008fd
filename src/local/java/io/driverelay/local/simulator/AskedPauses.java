package io.driverelay.local.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who was asked to wait, by one of the services, and until when; whoever calls it earlier breaks the rule, whatever the answer is. Nobody need wait for more than an hour: what asks for that is odd, and goes out as it is. */
final class AskedPauses {
    private static final String HEADER = "Retry-After";
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clocks clocks;
    private final Violations violations;
    private final Map<String, Instant> until = new ConcurrentHashMap<>();

    AskedPauses(Clocks clocks, Violations violations) {
        this.clocks = clocks;
        this.violations = violations;
    }

    void check(String person, Call call) {
        if (clocks.now(person).isBefore(until.getOrDefault(person, Instant.MIN))) {
            violations.add(call.method() + " " + call.rawPath() + " came before Retry-After was over");
        }
    }

    /** Notes what the answer asks for, and gives the answer as it goes out. An earlier pause is never shortened. */
    Reply noted(String person, Reply reply) {
        String asked = reply.headers().get(HEADER);
        Instant now = clocks.now(person);
        Instant latest = now.plus(LONGEST);
        Optional<Instant> end = Optional.ofNullable(asked).flatMap(text -> end(text, now));
        boolean odd = end.filter(latest::isBefore).isPresent();
        end.map(time -> odd ? latest : time)
                .ifPresent(time -> until.merge(person, time, (old, fresh) -> old.isAfter(fresh) ? old : fresh));
        return end.isPresent() && !odd && !isSeconds(asked) ? told(reply, Duration.between(now, end.get())) : reply;
    }

    private static boolean isSeconds(String text) {
        return text.matches("[0-9]{1,9}");
    }

    private static Optional<Instant> end(String text, Instant now) {
        try {
            return Optional.of(
                    isSeconds(text)
                            ? now.plusSeconds(Long.parseLong(text))
                            : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The JDK's server writes the system's time into {@code Date}: a date by a person's own clock is moved along, and rounded up. */
    private static Reply told(Reply reply, Duration pause) {
        Instant end = Instant.now().plus(pause).plusMillis(1999).truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put(HEADER, DateTimeFormatter.RFC_1123_DATE_TIME.format(end.atZone(ZoneOffset.UTC)));
        return new Reply(reply.status(), headers, reply.body());
    }
}
