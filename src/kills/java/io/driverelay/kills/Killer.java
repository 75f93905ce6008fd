package io.driverelay.kills;

import io.driverelay.local.LocalRelay;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets the app live for a random time, ends it, and starts another in its place. One of three does not live to give an answer. */
final class Killer {
    private static final int ONE_EARLY_IN = 3;
    private static final Duration LONGEST_START = Duration.ofSeconds(6);
    private static final long LONGEST_EARLY_MILLIS = 1200;
    private static final int ONE_GENTLE_IN = 4;

    private final LocalRelay relay;
    private final Pulse pulse;
    private final Random random;
    private final Duration longestLife;
    private final Map<Sender.Phase, Integer> met = new EnumMap<>(Sender.Phase.class);
    private int kills;
    private int gentle;

    Killer(LocalRelay relay, Pulse pulse, long seed, Duration longestLife) {
        this.relay = relay;
        this.pulse = pulse;
        this.random = new Random(seed);
        this.longestLife = longestLife;
    }

    /** At any moment of a life: {@code kill -9}, or as the platform ends an instance, by TERM and, at once, the end. */
    void strike(List<Sender> senders) throws IOException, InterruptedException {
        boolean byTerm = random.nextInt(ONE_GENTLE_IN) == 0;
        letLive(random.nextInt(ONE_EARLY_IN) == 0, random.nextDouble());
        Set<Sender.Phase> now = senders.stream().map(Sender::phase).collect(Collectors.toSet());
        now.forEach(phase -> met.merge(phase, 1, Integer::sum));
        if (byTerm) {
            relay.host().terminate();
            gentle++;
        } else {
            relay.host().kill();
        }
        relay.restartHost();
        kills++;
    }

    private void letLive(boolean early, double share) throws InterruptedException {
        if (early) {
            Thread.sleep((long) (LONGEST_EARLY_MILLIS * share));
        } else {
            if (!pulse.await(LONGEST_START)) {
                return;
            }
            Thread.sleep((long) (longestLife.toMillis() * share));
        }
    }

    int kills() {
        return kills;
    }

    int byTerm() {
        return gentle;
    }

    /** How many kills found an upload in that phase. */
    int met(Sender.Phase phase) {
        return met.getOrDefault(phase, 0);
    }
}
