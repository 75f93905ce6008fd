package io.driverelay.transport;

import java.io.IOException;
import java.io.InputStream;

/** A body in the transfer coding {@code chunked} (RFC 9112, 7.1). */
final class ChunkedBody extends InputStream {
    private final InputStream in;
    private FixedBody current;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!ended) {
            if (current == null) {
                next();
            } else {
                int n = current.read(buffer, offset, length);
                if (n >= 0) {
                    return n;
                }
                ResponseHead.line(in);
                current = null;
            }
        }
        return -1;
    }

    private void next() throws IOException {
        String size = ResponseHead.line(in).split(";", 2)[0].strip();
        long length;
        try {
            length = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("the answer's transfer coding is malformed", e);
        }
        if (length < 0) {
            throw new IOException("the answer's transfer coding is malformed");
        }
        if (length > 0) {
            current = new FixedBody(in, length);
            return;
        }
        while (!ResponseHead.line(in).isEmpty()) {
            // trailers say nothing that is wanted
        }
        ended = true;
    }
}
