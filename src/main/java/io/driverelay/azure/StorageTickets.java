package io.driverelay.azure;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueStorageException;
import com.azure.storage.queue.models.SendMessageResult;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Tickets in the queue {@code relay-uploads}; they never expire there. */
public final class StorageTickets implements RelayQueue {
    private static final String QUEUE = "relay-uploads";
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);
    private static final Duration LONGEST_DELAY = Duration.ofDays(7);

    private final StorageClients clients;
    private final Json json = new Json();

    public StorageTickets(StorageClients clients) {
        this.clients = clients;
    }

    @Override
    public void send(Ticket ticket, Duration delay) {
        String body = new String(json.write(ticket), StandardCharsets.UTF_8);
        Duration bounded =
                delay.isNegative() ? Duration.ZERO : delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        StorageCalls.answered("queue " + QUEUE, () -> put(body, bounded));
    }

    private SendMessageResult put(String body, Duration delay) {
        QueueClient queue = clients.queue(QUEUE);
        try {
            return send(queue, body, delay);
        } catch (QueueStorageException e) {
            if (e.getStatusCode() != 404) {
                throw e;
            }
            queue.createIfNotExists();
            return send(queue, body, delay);
        }
    }

    private static SendMessageResult send(QueueClient queue, String body, Duration delay) {
        return queue.sendMessageWithResponse(body, delay, FOR_EVER, null, Context.NONE)
                .getValue();
    }
}
