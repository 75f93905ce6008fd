package io.driverelay.scenario;

import io.driverelay.upload.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Moves a clock from one thing that is due to the next, as tickets and the timer would come. */
final class PassingTime {
    private static final Duration TIMER = Duration.ofMinutes(5);
    private static final int DELIVERIES_AT_ONE_MOMENT = 200;

    private final HandMovedClock clock;
    private final TicketQueue tickets;
    private final Consumer<Ticket> relay;
    private final Runnable timer;
    private Instant timerDueAt;

    PassingTime(HandMovedClock clock, TicketQueue tickets, Consumer<Ticket> relay, Runnable timer) {
        this.clock = clock;
        this.tickets = tickets;
        this.relay = relay;
        this.timer = timer;
    }

    /** Ends at that time, or sooner when {@code done} says so; a turn's own rests may carry it a little further. */
    void until(Instant end, BooleanSupplier done) {
        timerDueAt = clock.instant().plus(TIMER);
        serveWhatIsSeen();
        while (!done.getAsBoolean() && clock.instant().isBefore(end)) {
            moveTo(earliest(end));
            if (!timerDueAt.isAfter(clock.instant())) {
                timerDueAt = clock.instant().plus(TIMER);
                timer.run();
            }
            serveWhatIsSeen();
        }
    }

    private Instant earliest(Instant end) {
        Instant next = timerDueAt.isBefore(end) ? timerDueAt : end;
        return tickets.nextVisibleAt().filter(seen -> seen.isBefore(next)).orElse(next);
    }

    private void moveTo(Instant next) {
        Instant now = clock.instant();
        if (next.isAfter(now)) {
            clock.move(Duration.between(now, next));
        }
    }

    private void serveWhatIsSeen() {
        Instant before = clock.instant();
        int served = 0;
        while (tickets.serveOne(relay)) {
            served = clock.instant().equals(before) ? served + 1 : 0;
            before = clock.instant();
            if (served > DELIVERIES_AT_ONE_MOMENT) {
                throw new AssertionError("tickets go round and no time passes");
            }
        }
    }
}
