package io.driverelay.azure;

import io.driverelay.status.Share;
import io.driverelay.status.ShareQueue;
import java.time.Duration;

/** Shares of a pass in the queue {@code drive-shares}; the next pass makes an old one worthless. */
public final class StorageShares implements ShareQueue {
    private static final String QUEUE = "drive-shares";
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final StorageQueue queue;

    public StorageShares(StorageClients clients) {
        this.queue = new StorageQueue(clients, QUEUE, KEPT);
    }

    @Override
    public void send(Share share, Duration delay) {
        queue.send(share, delay);
    }
}
