package io.driverelay.transport;

import java.io.IOException;

/** A body ended before its length was reached. */
public final class ShortBodyException extends IOException {
    ShortBodyException(long missingBytes) {
        super("the body ended " + missingBytes + " bytes early");
    }
}
