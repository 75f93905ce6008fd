package io.driverelay.kills;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The answers that homes get: by them it is seen that an app has come to life. */
final class Pulse {
    private final Semaphore beats = new Semaphore(0);

    void beat() {
        beats.release();
    }

    /** Until the next answer, but no longer than that; whether there was one. */
    boolean await(Duration atMost) throws InterruptedException {
        beats.drainPermits();
        return beats.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
