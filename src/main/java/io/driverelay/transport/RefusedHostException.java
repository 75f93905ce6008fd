package io.driverelay.transport;

import java.net.UnknownHostException;

/** A host whose addresses must not be used. */
final class RefusedHostException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    RefusedHostException(String why) {
        super(why);
    }
}
