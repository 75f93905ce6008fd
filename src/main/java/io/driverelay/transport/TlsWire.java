package io.driverelay.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS by an engine, whoever made it. The buffers beside the line are direct, several records long, and the engine writes into the caller's
 * own buffer where a record fits: a byte is copied no more than it must be.
 */
final class TlsWire implements Wire {
    private static final int RECORDS = 16;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Line line;
    private final SSLEngine engine;
    private final int longestRecord;
    /** Sealed records that came; read from. */
    private final ByteBuffer received;
    /** Sealed records that are to go; written to. */
    private final ByteBuffer sealed;
    /** What was opened and did not fit into the caller's buffer; read from. */
    private final ByteBuffer opened;

    private boolean ended;

    private TlsWire(Line line, SSLEngine engine) {
        this.line = line;
        this.engine = engine;
        this.longestRecord = engine.getSession().getPacketBufferSize();
        this.received = ByteBuffer.allocateDirect(RECORDS * longestRecord).flip();
        this.sealed = ByteBuffer.allocateDirect(RECORDS * longestRecord);
        this.opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /**
     * Shakes hands first.
     *
     * @throws SSLException where the other side is not who it should be
     */
    static TlsWire over(Line line, SSLEngine engine) throws IOException {
        var wire = new TlsWire(line, engine);
        try {
            engine.beginHandshake();
            wire.shakeHands();
            return wire;
        } catch (IOException e) {
            wire.tellQuietly();
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!opened.hasRemaining() && !ended) {
            if (length >= opened.capacity()) {
                int n = openInto(ByteBuffer.wrap(buffer, offset, length));
                if (n > 0) {
                    return n;
                }
            } else {
                openAside();
            }
            if (!opened.hasRemaining() && !ended) {
                receive();
            }
        }
        if (!opened.hasRemaining()) {
            return -1;
        }
        int n = Math.min(length, opened.remaining());
        opened.get(buffer, offset, n);
        return n;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(buffer, offset, length);
        while (from.hasRemaining()) {
            seal(from);
            if (sealed.remaining() < longestRecord) {
                flush();
            }
        }
        flush();
    }

    /** What came of TLS alone, such as a session ticket, is dealt with and does not count. */
    @Override
    public boolean hasInput() throws IOException {
        while (!opened.hasRemaining() && !ended) {
            openAside();
            if (!opened.hasRemaining() && !ended) {
                int n = line.readNow(received.compact());
                received.flip();
                if (n == 0) {
                    return false;
                }
                ended = n < 0;
            }
        }
        return true;
    }

    private void shakeHands() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> {
                    seal(NOTHING);
                    flush();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!openOne(opened.clear())) {
                        receive();
                    }
                    opened.flip();
                    if (ended) {
                        throw new SSLException("the other side ended the handshake");
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    /** All that was received and fits. */
    private int openInto(ByteBuffer to) throws IOException {
        int start = to.position();
        while (!ended && to.remaining() >= opened.capacity() && openOne(to)) {
            // the next record
        }
        return to.position() - start;
    }

    private void openAside() throws IOException {
        opened.clear();
        try {
            while (!ended && opened.position() == 0 && openOne(opened)) {
                // a record that held no bytes of ours
            }
        } finally {
            opened.flip();
        }
    }

    /** False when the next record is not all there. */
    private boolean openOne(ByteBuffer to) throws IOException {
        SSLEngineResult result = engine.unwrap(received, to);
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than TLS allows");
            case CLOSED -> ended = true;
            case OK -> follow(result.getHandshakeStatus());
        }
        return true;
    }

    /** A handshake's next step is its own loop's; after it, TLS 1.3 may still want an answer. */
    private void follow(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            seal(NOTHING);
            flush();
        }
    }

    private void seal(ByteBuffer from) throws IOException {
        SSLEngineResult result = engine.wrap(from, sealed);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            flush();
        } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("the other side ended TLS");
        } else if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
        } else if (from.hasRemaining() && result.bytesProduced() == 0) {
            throw new SSLException("the other side wants another handshake");
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void receive() throws IOException {
        int n = line.read(received.compact());
        received.flip();
        if (n < 0) {
            throw new EOFException("the connection ended without TLS's own end");
        }
    }

    private void flush() throws IOException {
        sealed.flip();
        try {
            line.write(sealed);
        } finally {
            sealed.clear();
        }
    }

    /** Why it was refused, for the other side's log. */
    private void tellQuietly() {
        try {
            engine.wrap(NOTHING, sealed);
            flush();
        } catch (IOException e) {
            // the refusal itself is what counts
        }
    }
}
