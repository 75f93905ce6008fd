package io.driverelay.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLSocket;

/** One socket to one origin. */
final class Connection {
    private static final int INPUT_BUFFER_BYTES = 16 * 1024;

    private final String origin;
    private final Socket socket;
    private final BufferedInputStream input;
    private final OutputStream output;
    private boolean reused;
    private Instant idleSince = Instant.EPOCH;

    Connection(String origin, Socket socket) throws IOException {
        this.origin = origin;
        this.socket = socket;
        // large reads pass a BufferedInputStream by, so the body is copied once
        this.input = new BufferedInputStream(socket.getInputStream(), INPUT_BUFFER_BYTES);
        this.output = socket.getOutputStream();
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

    boolean isReused() {
        return reused;
    }

    void reuse() {
        reused = true;
    }

    void idle(Instant since) {
        idleSince = since;
    }

    boolean isIdleLongerThan(Duration limit, Instant now) {
        return idleSince.plus(limit).isBefore(now);
    }

    /** Whether something has come that nobody asked for yet. Over TLS the socket cannot tell; a broken write does then. */
    boolean hasInput() throws IOException {
        return !(socket instanceof SSLSocket) && input.available() > 0;
    }

    /** Whether the other side may have sent an answer before it closed. */
    boolean mayHaveAnswered() {
        return !socket.isClosed();
    }

    /** An unused connection must be silent: an end or a byte means that it is of no use. */
    boolean isAlive(Duration stall) {
        try {
            socket.setSoTimeout(1);
            input.read();
            return false;
        } catch (SocketTimeoutException silent) {
            return restore(stall);
        } catch (IOException e) {
            return false;
        }
    }

    void drop() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    private boolean restore(Duration stall) {
        try {
            socket.setSoTimeout((int) stall.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
