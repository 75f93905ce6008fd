package io.driverelay.push;

import java.time.Duration;

/** Pushes wait here. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface PushQueue {
    void send(Push push, Duration delay);
}
