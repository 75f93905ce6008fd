package io.driverelay.local;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The sample's part in a start, which must not keep the app from serving: what it could not do is told, and what takes long goes on beside. */
final class SampleRun {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Where nothing is served afterwards: longer than a turn that was killed takes to come back. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(15);

    private final SampleHome home;
    private final LocalRelay relay;
    private final BooleanSupplier ending;

    SampleRun(SampleHome home, LocalRelay relay, BooleanSupplier ending) {
        this.home = home;
        this.relay = relay;
        this.ending = ending;
    }

    /** True when the sample arrived as it should, or none was wanted; false also while it is on its way still. */
    boolean run(long sizeBytes, boolean once) throws IOException {
        var sending = new FutureTask<>(() -> connectAndSend(sizeBytes));
        var thread = new Thread(sending, "sample");
        thread.setDaemon(true);
        thread.start();
        while (relay.host().isAlive()) {
            try {
                return sending.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (home.still().compareTo(once ? LONG_PATIENCE : PATIENCE) > 0) {
                    System.out.println(
                            "The sample has not moved for " + home.still().toMinutes()
                                    + " min; it goes on by itself when it can, and the app serves meanwhile.");
                    return false;
                }
            } catch (ExecutionException e) {
                throw new IOException("the sample failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return false;
    }

    private boolean connectAndSend(long sizeBytes) {
        try {
            home.connect();
            return sizeBytes == 0 || home.send(sizeBytes);
        } catch (IOException | RuntimeException e) {
            if (!ending.getAsBoolean()) {
                System.out.println("The sample could not be sent: "
                        + (e.getMessage() == null ? e.toString() : e.getMessage())
                        + (relay.host().isAlive() ? " The app serves all the same." : ""));
            }
            return false;
        }
    }
}
