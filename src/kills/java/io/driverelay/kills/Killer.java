package io.driverelay.kills;

import io.driverelay.local.LocalRelay;
import io.driverelay.local.host.LocalHost;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Lets the app live for a random time, ends it, and starts another in its place. A third of them dies early, most without having given an
 * answer; a third some time after the first answer, a third some time after a drive has received bytes: so the moments fit any machine.
 */
final class Killer {
    private static final int ONE_GENTLE_IN = 4;
    private static final int MOMENTS = 3;
    private static final Duration LONGEST_START = Duration.ofSeconds(4);
    private static final long POLL_MILLIS = 20;
    private static final long LONGEST_EARLY_MILLIS = 800;

    private final LocalRelay relay;
    private final Pulse pulse;
    private final LongSupplier receivedBytes;
    private final Random random;
    private final KillRun.Plan plan;
    private final Map<Sender.Phase, Integer> met = new EnumMap<>(Sender.Phase.class);
    private int kills;
    private int midway;
    private int byTerm;

    Killer(LocalRelay relay, Pulse pulse, LongSupplier receivedBytes, KillRun.Plan plan) {
        this.relay = relay;
        this.pulse = pulse;
        this.receivedBytes = receivedBytes;
        this.random = new Random(plan.seed());
        this.plan = plan;
    }

    /** At any moment of a life: {@code kill -9}, or as the platform ends an instance, by TERM and, at once, the end. */
    void strike(List<Sender> senders) throws IOException, InterruptedException {
        long received = receivedBytes.getAsLong();
        // the next one loads meanwhile: half the time would be gone otherwise, and nothing to be met
        try (LocalHost.Standby next = relay.standBy()) {
            letLive(random.nextInt(MOMENTS), random.nextDouble(), senders);
            count(senders, received);
            end(random.nextInt(ONE_GENTLE_IN) == 0);
            relay.replaceHost(next);
        }
        kills++;
    }

    private void count(List<Sender> senders, long receivedBefore) {
        Set<Sender.Phase> now = senders.stream().map(Sender::phase).collect(Collectors.toSet());
        now.forEach(phase -> met.merge(phase, 1, Integer::sum));
        if (now.contains(Sender.Phase.ON_ITS_WAY) && receivedBytes.getAsLong() > receivedBefore) {
            midway++;
        }
    }

    private void end(boolean gentle) {
        if (gentle) {
            relay.host().terminate();
            byTerm++;
        } else {
            relay.host().kill();
        }
    }

    private void letLive(int moment, double share, List<Sender> senders) throws InterruptedException {
        if (moment == 0 || senders.stream().noneMatch(Sender::isUnderWay)) {
            Thread.sleep((long) (LONGEST_EARLY_MILLIS * share));
            return;
        }
        boolean alive = moment == 1 ? pulse.await(LONGEST_START) : isRelaying();
        if (alive) {
            Thread.sleep((long) (plan.longestLife().toMillis() * share));
        }
    }

    /** Waits until a drive has received more. */
    private boolean isRelaying() throws InterruptedException {
        long before = receivedBytes.getAsLong();
        long end = System.nanoTime() + plan.longestWait().toNanos();
        while (System.nanoTime() < end) {
            if (receivedBytes.getAsLong() > before) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return false;
    }

    int kills() {
        return kills;
    }

    int byTerm() {
        return byTerm;
    }

    /** How many kills found an upload on its way, in an app by which drives had received bytes. */
    int midway() {
        return midway;
    }

    /** How many kills found an upload in that phase. */
    int met(Sender.Phase phase) {
        return met.getOrDefault(phase, 0);
    }
}
