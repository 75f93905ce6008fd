package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests' queue does what the platform's does. */
class TicketQueueTest {
    private static final Ticket TICKET = new Ticket("upload", "connection", null);

    private final HandMovedClock clock = new HandMovedClock();
    private final TicketQueue queue = new TicketQueue(clock);

    @Test
    void ticketIsSeenWhenItsDelayIsOver_andNotBefore() {
        List<Ticket> seen = new ArrayList<>();
        queue.send(TICKET, Duration.ofHours(1));
        clock.move(Duration.ofMinutes(59));
        assertThat(queue.serveOne(seen::add)).isFalse();

        clock.move(Duration.ofMinutes(1));
        assertThat(queue.serveOne(seen::add)).isTrue();
        assertThat(seen).containsExactly(TICKET);
        assertThat(queue).isEmpty();
    }

    @Test
    void ticketComesAgainWhileStorageFails_andIsPoisonAfterFiveDeliveries() {
        List<Instant> seen = new ArrayList<>();
        queue.add(TICKET);
        var passing = new PassingTime(
                clock,
                queue,
                ticket -> {
                    seen.add(clock.instant());
                    throw new StorageUnavailable("record", null);
                },
                () -> {});

        passing.until(clock.instant().plus(Duration.ofHours(1)), () -> false);

        assertThat(seen).hasSize(5);
        assertThat(Duration.between(seen.get(0), seen.get(1))).isEqualTo(Duration.ofSeconds(200));
        assertThat(queue.poison()).containsExactly(TICKET);
    }

    @Test
    void timerRunsEveryFiveMinutesOfTheClock() {
        List<Instant> ran = new ArrayList<>();
        new PassingTime(clock, queue, ticket -> {}, () -> ran.add(clock.instant()))
                .until(clock.instant().plus(Duration.ofMinutes(16)), () -> false);

        assertThat(ran).hasSize(3);
    }
}
