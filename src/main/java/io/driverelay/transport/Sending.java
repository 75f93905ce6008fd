package io.driverelay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A request on its way out: its head, and so many bytes of a source through one buffer. */
final class Sending {
    private final byte[] head;
    private final InputStream body;
    private final long length;
    private final int bufferBytes;

    Sending(byte[] head, InputStream body, long length, int bufferBytes) {
        this.head = head;
        this.body = body;
        this.length = length;
        this.bufferBytes = bufferBytes;
    }

    /** Whether the whole body went out; false when an answer came before that, which is then to be read. */
    boolean through(Connection connection, Watchdog.Watch watch) throws IOException {
        byte[] buffer = new byte[bufferBytes];
        OutputStream out = connection.output();
        try {
            out.write(head);
            for (long left = length; left > 0; ) {
                int n = readSome(buffer, left);
                if (connection.hasInput()) {
                    return false;
                }
                out.write(buffer, 0, n);
                left -= n;
            }
            return true;
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            // a server that has answered may close its side: the answer is worth more than the broken pipe
            if (watch.wasCut()) {
                throw e;
            }
            return false;
        }
    }

    private int readSome(byte[] buffer, long left) throws SourceException {
        try {
            int n = body.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new SourceException(new ShortBodyException(left));
            }
            return n;
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }
}
