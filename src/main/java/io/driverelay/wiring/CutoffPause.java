package io.driverelay.wiring;

import io.driverelay.drive.Cutoff;
import io.driverelay.relay.Pause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Rests for real, until the time is over or the turn is cut off. */
final class CutoffPause implements Pause {
    @Override
    public void rest(Duration howLong, Cutoff cutoff) {
        var cut = new CountDownLatch(1);
        cutoff.onCut(cut::countDown);
        try {
            boolean early = cut.await(howLong.toMillis(), TimeUnit.MILLISECONDS);
            if (!early) {
                cutoff.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
