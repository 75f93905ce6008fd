package io.driverelay.status;

import java.time.Duration;

/** The queue of shares. One may arrive twice, or too late. */
public interface ShareQueue {
    /** @throws io.driverelay.store.StorageUnavailable when it could not be sent */
    void send(Share share, Duration delay);
}
