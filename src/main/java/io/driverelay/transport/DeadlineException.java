package io.driverelay.transport;

import java.io.IOException;

/** An exchange ended early: the exchange took longer than its deadline. */
public final class DeadlineException extends IOException {
    DeadlineException(Throwable cause) {
        super("the exchange took longer than its deadline", cause);
    }
}
