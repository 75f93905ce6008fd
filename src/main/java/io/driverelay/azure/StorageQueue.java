package io.driverelay.azure;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueStorageException;
import com.azure.storage.queue.models.SendMessageResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A queue of JSON messages, made when the first is sent. */
final class StorageQueue {
    static final Duration FOR_EVER = Duration.ofSeconds(-1);

    private static final Duration LONGEST_DELAY = Duration.ofDays(7);

    private final StorageClients clients;
    private final String name;
    private final Duration kept;
    private final Json json = new Json();

    /** @param kept how long a message that nobody receives is kept */
    StorageQueue(StorageClients clients, String name, Duration kept) {
        this.clients = clients;
        this.name = name;
        this.kept = kept;
    }

    void send(Object message, Duration delay) {
        String body = new String(json.write(message), StandardCharsets.UTF_8);
        Duration bounded =
                delay.isNegative() ? Duration.ZERO : delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        StorageCalls.answered("queue " + name, () -> put(body, bounded));
    }

    private SendMessageResult put(String body, Duration delay) {
        QueueClient queue = clients.queue(name);
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

    private SendMessageResult send(QueueClient queue, String body, Duration delay) {
        return queue.sendMessageWithResponse(body, delay, kept, null, Context.NONE)
                .getValue();
    }
}
