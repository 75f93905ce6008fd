package io.driverelay.model;

import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queue: a ticket is seen when its time has come, comes back when its delivery failed, and is given up after five. */
final class MemoryQueue implements RelayQueue {
    private static final int DELIVERIES = 5;

    private final Effects effects;
    private final ModelClock clock;
    private final List<Message> messages = new ArrayList<>();

    record Message(Ticket ticket, Instant visibleAt, int deliveries) {}

    MemoryQueue(Effects effects, ModelClock clock) {
        this.effects = effects;
        this.clock = clock;
    }

    @Override
    public void send(Ticket ticket, Duration delay) {
        effects.write("RelayQueue.send", () -> {
            Duration shown = delay.isNegative() ? Duration.ZERO : delay;
            messages.add(new Message(ticket, clock.trueTime().plus(shown), 0));
        });
    }

    /** The oldest that can be seen now, taken out. */
    Optional<Message> take() {
        Optional<Message> first = messages.stream()
                .filter(message -> !message.visibleAt().isAfter(clock.trueTime()))
                .findFirst();
        first.ifPresent(messages::remove);
        return first;
    }

    /** The oldest that can be seen now, left where it is. */
    Optional<Ticket> peek() {
        return messages.stream()
                .filter(message -> !message.visibleAt().isAfter(clock.trueTime()))
                .findFirst()
                .map(Message::ticket);
    }

    /** Its delivery failed. */
    void back(Message message, Duration hiddenFor) {
        if (message.deliveries() + 1 < DELIVERIES) {
            messages.add(new Message(message.ticket(), clock.trueTime().plus(hiddenFor), message.deliveries() + 1));
        }
    }

    int size() {
        return messages.size();
    }

    void clear() {
        messages.clear();
    }
}
