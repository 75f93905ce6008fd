package io.driverelay.local.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes a body as a sick server would, until it closes; never for longer than five minutes. */
final class SlowBody {
    static final int SHORTEST = 64;
    private static final int BEFORE_THE_STALL = 10;
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(200);

    private final CountDownLatch closing = new CountDownLatch(1);

    void stall(byte[] body, OutputStream out) throws IOException {
        out.write(body, 0, BEFORE_THE_STALL);
        out.flush();
        closesWithin(MOST);
        throw new IOException("the answer is to stall");
    }

    void trickle(byte[] body, OutputStream out) throws IOException {
        long most = MOST.dividedBy(BETWEEN_BYTES);
        for (int n = 0; n < Math.min(most, body.length); n++) {
            out.write(body[n]);
            out.flush();
            if (closesWithin(BETWEEN_BYTES)) {
                throw new IOException("the server closes");
            }
        }
    }

    void close() {
        closing.countDown();
    }

    private boolean closesWithin(Duration time) throws IOException {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server closes", e);
        }
    }
}
