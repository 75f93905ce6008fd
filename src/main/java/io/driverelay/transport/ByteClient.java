package io.driverelay.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Moves bytes: streams them, notices a stall in either direction, tells a short body, gives the answer that came before the body was
 * through, can be aborted at any moment from another thread, and reuses connections. Whatever it is asked ends: each limit begins before the
 * connection does, and covers the host's name and TLS. A URL may be a credential: no message shows one.
 */
public final class ByteClient implements AutoCloseable {
    private static final int KEPT_ANSWER_BYTES = 64 * 1024;
    /** A byte every so often is no stall; a range is through long before this. */
    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(10);

    private final ByteClientLimits limits;
    private final ConnectionPool pool;
    private final Watchdog watchdog;

    /** @param tls asked at the first https connection; whoever it trusts is trusted, if the certificate is for the host's name */
    public ByteClient(ByteClientLimits limits, Supplier<SSLContext> tls) {
        this(limits, tls, HostAddresses.SYSTEM);
    }

    /** @param addresses asked for each connection that is made */
    public ByteClient(ByteClientLimits limits, Supplier<SSLContext> tls, HostAddresses addresses) {
        this.limits = limits;
        this.watchdog = new Watchdog(limits.stall());
        this.pool = new ConnectionPool(limits, tls, watchdog, addresses);
    }

    /**
     * Asks for content and streams it. A connection that had grown stale is replaced once.
     *
     * @param abortHook receives what ends the asking at once, from any thread; closing the download ends what comes after
     * @throws IOException when no answer came; its message names scheme, host and port only
     */
    public Download get(URI url, Map<String, String> headers, Consumer<Runnable> abortHook) throws IOException {
        byte[] head = Request.head("GET", url, headers, -1);
        var watch = watchdog.watch(limits.head());
        boolean answered = false;
        try {
            abortHook.accept(watch::abort);
            Download download = replacingAStale(url, watch, connection -> startGet(connection, watch, head));
            answered = true;
            return download;
        } catch (IOException e) {
            throw watch.explain(e);
        } finally {
            if (!answered) {
                watch.end();
            }
        }
    }

    /**
     * Puts exactly {@code length} bytes.
     *
     * @param body is read to that length; a failure to read it is thrown as {@link SourceException}
     * @param deadline for the whole exchange, the connection included
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
        var sending = new Sending(Request.head("PUT", url, headers, length), body, length, limits.bufferBytes());
        var watch = watchdog.watch(deadline);
        try {
            abortHook.accept(watch::abort);
            return exchange(pool.take(url, watch), watch, sending, KEPT_ANSWER_BYTES);
        } catch (IOException e) {
            throw watch.explain(e);
        } finally {
            watch.end();
        }
    }

    /**
     * A small exchange, head and body of the answer included. A connection that had grown stale is replaced once where the request may arrive
     * twice; any other request is sent once. An answer that tells a failure counts though its body breaks off.
     *
     * @param deadline for all of it, the connection included
     * @param abortHook receives what ends the exchange at once, from any thread
     * @param longestAnswerBytes what is kept of the answer's body
     * @throws IOException as {@link #put}
     */
    public Answer call(Request request, Duration deadline, Consumer<Runnable> abortHook, int longestAnswerBytes)
            throws IOException {
        byte[] head = request.head();
        var watch = watchdog.watch(deadline);
        OnLine<Answer> once = connection -> {
            var body = new ByteArrayInputStream(request.body() == null ? new byte[0] : request.body());
            var sending = new Sending(head, body, request.length(), Math.min(request.length(), limits.bufferBytes()));
            return exchange(connection, watch, sending, longestAnswerBytes);
        };
        try {
            abortHook.accept(watch::abort);
            return request.isRepeatable()
                    ? replacingAStale(request.url(), watch, once)
                    : once.over(pool.take(request.url(), watch));
        } catch (IOException e) {
            throw watch.explain(e);
        } finally {
            watch.end();
        }
    }

    @Override
    public void close() {
        pool.close();
        watchdog.close();
    }

    private interface OnLine<T> {
        T over(Connection connection) throws IOException;
    }

    private <T> T replacingAStale(URI url, Watchdog.Watch watch, OnLine<T> exchange) throws IOException {
        Connection connection = pool.take(url, watch);
        try {
            return exchange.over(connection);
        } catch (IOException e) {
            if (!connection.isReused() || connection.hasAnswered() || watch.wasCut()) {
                throw e;
            }
        }
        return exchange.over(pool.open(url, watch));
    }

    private Download startGet(Connection connection, Watchdog.Watch watch, byte[] request) throws IOException {
        boolean answered = false;
        try {
            connection.output().write(request);
            var download = new Download(connection.answer(), connection, watch, pool);
            watch.extend(LONGEST_DOWNLOAD);
            answered = true;
            return download;
        } finally {
            if (!answered) {
                connection.drop();
            }
        }
    }

    private Answer exchange(Connection connection, Watchdog.Watch watch, Sending sending, int longestAnswerBytes)
            throws IOException {
        boolean reusable = false;
        try {
            boolean whole = sending.through(connection, watch);
            ResponseHead head = connection.answer();
            var kept = new KeptBody(head.body(connection.input()), longestAnswerBytes);
            boolean drained = kept.readWhole(head.tellsFailure());
            if (watch.isAborted()) {
                throw new IOException("the exchange was aborted");
            }
            // somebody else's from the next line on
            watch.end();
            reusable = whole && drained && head.keepsConnection();
            return new Answer(head.status(), head.headers(), kept.bytes());
        } finally {
            if (reusable) {
                pool.giveBack(connection);
            } else {
                connection.drop();
            }
        }
    }
}
