package io.driverelay.upload;

import java.time.Duration;

/** The queue of tickets. A ticket may arrive twice, late, or while another is being served. */
public interface RelayQueue {
    /**
     * @param delay until it may be received, at most seven days
     * @throws io.driverelay.store.StorageUnavailable when it could not be sent
     */
    void send(Ticket ticket, Duration delay);
}
