package io.driverelay.azure;

import io.driverelay.push.Push;
import io.driverelay.push.PushQueue;
import java.time.Duration;

/** Pushes in the queue {@code home-pushes}; one that nobody serves within two days is of no interest any more. */
public final class StoragePushes implements PushQueue {
    private static final String QUEUE = "home-pushes";
    private static final Duration KEPT = Duration.ofDays(2);

    private final StorageQueue queue;

    public StoragePushes(StorageClients clients) {
        this.queue = new StorageQueue(clients, QUEUE, KEPT);
    }

    @Override
    public void send(Push push, Duration delay) {
        queue.send(push, delay);
    }
}
