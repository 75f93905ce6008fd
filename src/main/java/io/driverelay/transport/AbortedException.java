package io.driverelay.transport;

import java.io.IOException;

/** An exchange ended early: the exchange was aborted. */
public final class AbortedException extends IOException {
    AbortedException(Throwable cause) {
        super("the exchange was aborted", cause);
    }
}
