package io.driverelay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Moves bytes: streams them, notices a stall in either direction, tells a short body, gives the answer that came before the body was
 * through, can be aborted at any moment from another thread, and reuses connections. A URL may be a credential: no message shows one.
 */
public final class ByteClient implements AutoCloseable {
    private static final int KEPT_ANSWER_BYTES = 64 * 1024;

    private final ByteClientLimits limits;
    private final ConnectionPool pool;
    private final Watchdog watchdog;

    /** @param tls asked at the first https connection; whoever it trusts is trusted, if the certificate is for the host's name */
    public ByteClient(ByteClientLimits limits, Supplier<SSLContext> tls) {
        this.limits = limits;
        this.watchdog = new Watchdog(limits.stall());
        this.pool = new ConnectionPool(limits, tls, watchdog);
    }

    /**
     * Asks for content and streams it. A connection that had grown stale is replaced once.
     *
     * @param abortHook receives what ends the asking at once, from any thread; closing the download ends what comes after
     * @throws IOException when no answer came; its message names scheme, host and port only
     */
    public Download get(URI url, Map<String, String> headers, Consumer<Runnable> abortHook) throws IOException {
        byte[] head = head("GET", url, headers, -1);
        Connection connection = pool.take(url, abortHook);
        try {
            return startGet(connection, head, abortHook);
        } catch (StalledException | AbortedException e) {
            throw e;
        } catch (IOException e) {
            if (!connection.isReused()) {
                throw e;
            }
        }
        return startGet(pool.open(url, abortHook), head, abortHook);
    }

    /**
     * Puts exactly {@code length} bytes.
     *
     * @param body is read to that length; a failure to read it is thrown as {@link SourceException}
     * @param deadline for the whole exchange
     * @param abortHook receives what ends the exchange at once, from any thread
     * @throws IOException {@link StalledException}, {@link DeadlineException}, {@link AbortedException}, or whatever the line did
     */
    public Answer put(
            URI url,
            Map<String, String> headers,
            InputStream body,
            long length,
            Duration deadline,
            Consumer<Runnable> abortHook)
            throws IOException {
        byte[] head = head("PUT", url, headers, length);
        Connection connection = pool.take(url, abortHook);
        var watch = watchdog.watch(connection.line(), deadline);
        boolean answered = false;
        try {
            abortHook.accept(watch::abort);
            Answer answer = exchange(connection, watch, head, body, length);
            answered = true;
            return answer;
        } catch (IOException e) {
            throw watch.explain(e);
        } finally {
            watch.end();
            if (!answered) {
                connection.drop();
            }
        }
    }

    @Override
    public void close() {
        pool.close();
        watchdog.close();
    }

    private Download startGet(Connection connection, byte[] request, Consumer<Runnable> abortHook) throws IOException {
        var watch = watchdog.watch(connection.line(), Watchdog.NEVER);
        boolean answered = false;
        try {
            abortHook.accept(watch::abort);
            connection.output().write(request);
            ResponseHead head = ResponseHead.read(connection.input());
            var download = new Download(head, connection, watch, pool);
            answered = true;
            return download;
        } catch (IOException e) {
            throw watch.explain(e);
        } finally {
            if (!answered) {
                watch.end();
                connection.drop();
            }
        }
    }

    private Answer exchange(Connection connection, Watchdog.Watch watch, byte[] head, InputStream body, long length)
            throws IOException {
        boolean whole = send(connection, watch, head, body, length);
        ResponseHead answer = ResponseHead.read(connection.input());
        InputStream bytes = answer.body(connection.input());
        byte[] kept = bytes.readNBytes(KEPT_ANSWER_BYTES);
        boolean drained = bytes.read() < 0;
        // somebody else's from the next line on
        watch.end();
        if (whole && drained && answer.keepsConnection()) {
            pool.giveBack(connection);
        } else {
            connection.drop();
        }
        return new Answer(answer.status(), answer.headers(), kept);
    }

    /** Whether the whole body went out; false when an answer came before that, which is then to be read. */
    private boolean send(Connection connection, Watchdog.Watch watch, byte[] head, InputStream body, long length)
            throws IOException {
        byte[] buffer = new byte[limits.bufferBytes()];
        OutputStream out = connection.output();
        try {
            out.write(head);
            for (long left = length; left > 0; ) {
                int n = readSome(body, buffer, left);
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

    private static int readSome(InputStream body, byte[] buffer, long left) throws SourceException {
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

    private static byte[] head(String method, URI url, Map<String, String> headers, long length) {
        var head = new StringBuilder(512);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        head.append(method).append(' ').append(path);
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority()).append("\r\n");
        headers.forEach((name, value) ->
                head.append(checked(name)).append(": ").append(checked(value)).append("\r\n"));
        if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String checked(String headerText) {
        if (headerText.indexOf('\r') >= 0 || headerText.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a header must not hold a line break");
        }
        return headerText;
    }
}
