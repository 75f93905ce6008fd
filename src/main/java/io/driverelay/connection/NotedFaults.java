package io.driverelay.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The latest fault of each kind, the newest first: as many as there are kinds, at most. */
public record NotedFaults(List<NotedFault> faults) {
    private static final Duration OF_ONE_STRETCH = Duration.ofDays(1);

    public NotedFaults {
        faults = List.copyOf(faults);
    }

    public NotedFaults with(NotedFault next) {
        NotedFault merged = faults.stream()
                .filter(one -> one.kind() == next.kind())
                .filter(one -> one.lastAt().plus(OF_ONE_STRETCH).isAfter(next.lastAt()))
                .findFirst()
                .map(one -> new NotedFault(
                        next.kind(), one.firstAt(), next.lastAt(), one.times() + next.times(), next.words()))
                .orElse(next);
        return new NotedFaults(Stream.concat(
                        Stream.of(merged), faults.stream().filter(one -> one.kind() != next.kind()))
                .sorted(Comparator.comparing(NotedFault::lastAt).reversed())
                .toList());
    }
}
