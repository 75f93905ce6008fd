package io.driverelay.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The summary of one pass over all drives.
 *
 * @param checkedAt when it began
 * @param failed which connections' drives could not be read
 * @param notReached which it had no time for, and when they were read before
 * @param before when the passes before it began, the last first: how often there is one
 */
public record CheckPass(Instant checkedAt, Set<String> failed, Map<String, Instant> notReached, List<Instant> before) {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final int REMEMBERED = 3;

    public CheckPass {
        Objects.requireNonNull(checkedAt, "checkedAt");
        failed = Set.copyOf(failed);
        notReached = notReached == null ? Map.of() : Map.copyOf(notReached);
        before = before == null ? List.of() : List.copyOf(before);
    }

    /** The first that is known of. */
    public CheckPass(Instant checkedAt, Set<String> failed) {
        this(checkedAt, failed, Map.of(), List.of());
    }

    /** When the next pass began, what came before that. */
    List<Instant> remembered() {
        return Stream.concat(Stream.of(checkedAt), before.stream())
                .limit(REMEMBERED)
                .toList();
    }

    /** From one pass to the next, as the last ones came; neither one by hand nor one that was missed counts. */
    Duration every() {
        List<Instant> times =
                Stream.concat(Stream.of(checkedAt), before.stream()).toList();
        List<Duration> gaps = IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i), times.get(i - 1)))
                .sorted()
                .toList();
        return gaps.size() < 2 ? USUAL : gaps.get(gaps.size() / 2);
    }

    /** When a drive was read last, as far as passes tell: never, where one failed for it. */
    Instant lastReading(String connectionId) {
        return failed.contains(connectionId) ? Instant.EPOCH : notReached.getOrDefault(connectionId, checkedAt);
    }
}
