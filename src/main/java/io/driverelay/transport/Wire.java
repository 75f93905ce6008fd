package io.driverelay.transport;

import java.io.IOException;

/** What bytes are said over a {@link Line}: as they are, or sealed by TLS. For one thread at a time. */
interface Wire {
    /** At least one byte, or -1 at the end. */
    int read(byte[] buffer, int offset, int length) throws IOException;

    void write(byte[] buffer, int offset, int length) throws IOException;

    /** Whether there is something to read, an end included; does not wait for it. */
    boolean hasInput() throws IOException;
}
