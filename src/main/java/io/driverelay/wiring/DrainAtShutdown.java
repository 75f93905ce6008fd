package io.driverelay.wiring;

import io.driverelay.relay.RelayUpload;
import java.time.Duration;

/** When the instance goes, every turn leaves its checkpoint first. */
final class DrainAtShutdown {
    /** The platform gives five seconds. */
    private static final Duration DRAIN = Duration.ofSeconds(4);

    private DrainAtShutdown() {}

    static RelayUpload of(RelayUpload relay, Runnable abortCalls) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> relay.shutDown(DRAIN, abortCalls), "relay-drain"));
        } catch (IllegalStateException e) {
            // it is going already
            relay.shutDown(Duration.ZERO, () -> {});
        }
        return relay;
    }
}
