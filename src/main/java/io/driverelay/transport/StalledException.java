package io.driverelay.transport;

import java.io.IOException;

/** An exchange ended early: no byte moved within the stall limit. */
public final class StalledException extends IOException {
    StalledException(Throwable cause) {
        super("no byte moved within the stall limit", cause);
    }
}
