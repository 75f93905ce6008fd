package io.driverelay.azure;

import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Ticket;
import java.time.Duration;

/** Tickets in the queue {@code relay-uploads}; they never expire there. */
public final class StorageTickets implements RelayQueue {
    private static final String QUEUE = "relay-uploads";

    private final StorageQueue queue;

    public StorageTickets(StorageClients clients) {
        this.queue = new StorageQueue(clients, QUEUE, StorageQueue.FOR_EVER);
    }

    @Override
    public void send(Ticket ticket, Duration delay) {
        queue.send(ticket, delay);
    }
}
