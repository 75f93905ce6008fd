package io.driverelay.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/** A connection to one origin. */
final class Connection {
    private static final int INPUT_BUFFER_BYTES = 16 * 1024;

    private final String origin;
    private final Line line;
    private final Wire wire;
    private final InputStream input;
    private final OutputStream output = new Output();
    private boolean reused;
    private boolean answered;
    private Instant idleSince = Instant.EPOCH;

    Connection(String origin, Line line, Wire wire) {
        this.origin = origin;
        this.line = line;
        this.wire = wire;
        // large reads pass a BufferedInputStream by, so the body is copied once
        this.input = new BufferedInputStream(new Input(), INPUT_BUFFER_BYTES);
    }

    String origin() {
        return origin;
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    Line line() {
        return line;
    }

    /** Waits for the head of the next answer. */
    ResponseHead answer() throws IOException {
        ResponseHead head = ResponseHead.read(input);
        answered = true;
        return head;
    }

    /** Whether an answer has come since it was last taken. */
    boolean hasAnswered() {
        return answered;
    }

    boolean isReused() {
        return reused;
    }

    void reuse() {
        reused = true;
        answered = false;
    }

    void idle(Instant since) {
        idleSince = since;
    }

    boolean isIdleLongerThan(Duration limit, Instant now) {
        return idleSince.plus(limit).isBefore(now);
    }

    /** Whether something has come that nobody asked for yet. */
    boolean hasInput() throws IOException {
        return wire.hasInput();
    }

    /** An unused connection must be silent: an end or a byte means that it is of no use. */
    boolean isAlive() {
        try {
            return !hasInput();
        } catch (IOException e) {
            return false;
        }
    }

    void drop() {
        line.close();
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return length == 0 ? 0 : wire.read(buffer, offset, length);
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            wire.write(buffer, offset, length);
        }
    }
}
