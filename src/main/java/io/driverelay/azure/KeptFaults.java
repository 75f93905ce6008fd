package io.driverelay.azure;

import io.driverelay.connection.NotedFault;
import io.driverelay.connection.NotedFaults;
import io.driverelay.drive.DriveFault;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Noted faults as they are written: a kind that this version does not know, of an older or a newer one, hides none of the others. */
record KeptFaults(List<Kept> faults) {
    record Kept(String kind, Instant firstAt, Instant lastAt, int times, String words) {
        private Stream<NotedFault> noted() {
            return Arrays.stream(DriveFault.Kind.values())
                    .filter(known -> known.name().equals(kind))
                    .map(known -> new NotedFault(known, firstAt, lastAt, times, words));
        }
    }

    static KeptFaults of(NotedFaults noted) {
        return new KeptFaults(noted.faults().stream()
                .map(one -> new Kept(one.kind().name(), one.firstAt(), one.lastAt(), one.times(), one.words()))
                .toList());
    }

    NotedFaults noted() {
        return new NotedFaults(faults.stream().flatMap(Kept::noted).toList());
    }
}
