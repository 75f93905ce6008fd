package io.driverelay.transport;

import java.io.IOException;

/** The bytes to be sent could not be read: nothing is said of the line or the server. */
public final class SourceException extends IOException {
    SourceException(IOException cause) {
        super("the source of the bytes failed", cause);
    }

    @Override
    public synchronized IOException getCause() {
        return (IOException) super.getCause();
    }
}
