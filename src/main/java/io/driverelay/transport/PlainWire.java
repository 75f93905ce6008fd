package io.driverelay.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes as they are. */
final class PlainWire implements Wire {
    private final Line line;
    /** At most one byte, read to see whether there was any. */
    private final ByteBuffer early = ByteBuffer.allocate(1).flip();

    private boolean ended;

    PlainWire(Line line) {
        this.line = line;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        if (early.hasRemaining()) {
            buffer[offset] = early.get();
            return 1;
        }
        return line.read(ByteBuffer.wrap(buffer, offset, length));
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        line.write(ByteBuffer.wrap(buffer, offset, length));
    }

    @Override
    public boolean hasInput() throws IOException {
        if (!ended && !early.hasRemaining()) {
            ended = line.readNow(early.clear()) < 0;
            early.flip();
        }
        return ended || early.hasRemaining();
    }
}
