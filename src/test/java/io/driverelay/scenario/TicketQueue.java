package io.driverelay.scenario;

import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Ticket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/** The queue as the platform keeps it, by a clock moved by hand: a ticket is seen after its delay, comes again after a failure, and is poison after five. As a collection it holds the unseen tickets as well, the next one first. */
final class TicketQueue extends AbstractCollection<Ticket> implements RelayQueue {
    /** How long the platform keeps a message from view after its delivery failed, and how often it tries. */
    static final Duration VISIBLE_AGAIN_AFTER = Duration.ofSeconds(200);

    static final int DELIVERIES = 5;

    private static final Comparator<Message> NEXT_FIRST = Comparator.comparing(Message::visibleAt);

    private final Clock clock;
    private final List<Message> messages = new ArrayList<>();
    private final List<Ticket> poison = new ArrayList<>();
    private int served;

    private record Message(Ticket ticket, Instant visibleAt, int deliveries) {}

    TicketQueue(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void send(Ticket ticket, Duration delay) {
        put(new Message(ticket, clock.instant().plus(delay), 0));
    }

    @Override
    public boolean add(Ticket ticket) {
        send(ticket, Duration.ZERO);
        return true;
    }

    /** The next one, seen or not; null for none. */
    synchronized Ticket peek() {
        return messages.isEmpty() ? null : messages.get(0).ticket();
    }

    /** Takes the next one away, seen or not. */
    synchronized Ticket remove() {
        if (messages.isEmpty()) {
            throw new NoSuchElementException("no ticket waits");
        }
        return messages.remove(0).ticket();
    }

    @Override
    public synchronized void clear() {
        messages.clear();
    }

    @Override
    public synchronized int size() {
        return messages.size();
    }

    @Override
    public synchronized Iterator<Ticket> iterator() {
        return messages.stream().map(Message::ticket).toList().iterator();
    }

    /** Tickets that failed five times. */
    synchronized List<Ticket> poison() {
        return List.copyOf(poison);
    }

    /** How many deliveries there were so far. */
    synchronized int served() {
        return served;
    }

    /** When the next ticket is seen; that may be over. */
    synchronized Optional<Instant> nextVisibleAt() {
        return messages.stream().findFirst().map(Message::visibleAt);
    }

    /** Delivers the next ticket that is seen by now; false when there is none. What fails otherwise than for storage's sake goes up. */
    boolean serveOne(Consumer<Ticket> relay) {
        Optional<Message> next = take();
        next.ifPresent(message -> {
            try {
                relay.accept(message.ticket());
            } catch (StorageUnavailable e) {
                failed(message);
            }
        });
        return next.isPresent();
    }

    private synchronized Optional<Message> take() {
        Instant now = clock.instant();
        Optional<Message> next =
                messages.stream().filter(m -> !m.visibleAt().isAfter(now)).findFirst();
        next.ifPresent(message -> {
            messages.remove(message);
            served++;
        });
        return next;
    }

    private synchronized void failed(Message message) {
        int deliveries = message.deliveries() + 1;
        if (deliveries >= DELIVERIES) {
            poison.add(message.ticket());
        } else {
            put(new Message(message.ticket(), clock.instant().plus(VISIBLE_AGAIN_AFTER), deliveries));
        }
    }

    private void put(Message message) {
        messages.add(message);
        messages.sort(NEXT_FIRST);
    }
}
