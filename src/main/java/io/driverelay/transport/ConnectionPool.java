package io.driverelay.transport;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Connections, kept for a while after use, the youngest taken first. */
final class ConnectionPool {
    /** Of all hosts together: who works in many threads at once must not leave as many connections behind at each of them. */
    private static final int MOST_IDLE = 4;

    private final ByteClientLimits limits;
    private final Supplier<SSLContext> tls;
    private final Watchdog watchdog;
    private final HostAddresses addresses;
    private final Map<String, Deque<Connection>> idle = new HashMap<>();
    private boolean closed;

    ConnectionPool(ByteClientLimits limits, Supplier<SSLContext> tls, Watchdog watchdog, HostAddresses addresses) {
        this.limits = limits;
        this.tls = tls;
        this.watchdog = watchdog;
        this.addresses = addresses;
    }

    /**
     * One that was used before and still lives, or a new one.
     *
     * @param watch over whatever is done with it, its opening included
     */
    Connection take(URI url, Watchdog.Watch watch) throws IOException {
        for (Connection kept = poll(origin(url)); kept != null; kept = poll(origin(url))) {
            watch.over(kept.line());
            if (!kept.isIdleLongerThan(limits.idle(), Instant.now()) && kept.isAlive()) {
                kept.reuse();
                return kept;
            }
            kept.drop();
        }
        return open(url, watch);
    }

    Connection open(URI url, Watchdog.Watch watch) throws IOException {
        Line line = Line.open();
        var opening = watchdog.watch(limits.connect());
        Connection opened = null;
        try {
            watch.over(line);
            opening.over(line);
            opened = connect(line, url);
            return opened;
        } catch (IOException e) {
            IOException why = opening.explain(e);
            throw new IOException("no connection to " + origin(url) + ": " + why.getMessage(), why);
        } finally {
            opening.end();
            if (opened == null) {
                line.close();
            }
        }
    }

    private Connection connect(Line line, URI url) throws IOException {
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        SSLContext context = secure ? tls.get() : null;
        line.connect(url.getHost(), addresses, port, limits.connect());
        return new Connection(
                origin(url), line, secure ? secured(line, context, url.getHost(), port) : new PlainWire(line));
    }

    /** Whatever has been unused for too long goes at this occasion: each holds buffers beside the heap. */
    void giveBack(Connection connection) {
        Instant now = Instant.now();
        connection.idle(now);
        List<Connection> dropped = new ArrayList<>();
        synchronized (idle) {
            idle.values()
                    .forEach(
                            kept -> kept.removeIf(old -> old.isIdleLongerThan(limits.idle(), now) && dropped.add(old)));
            idle.values().removeIf(Deque::isEmpty);
            if (closed || idle.values().stream().mapToInt(Deque::size).sum() >= MOST_IDLE) {
                dropped.add(connection);
            } else {
                idle.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>())
                        .push(connection);
            }
        }
        dropped.forEach(Connection::drop);
    }

    void close() {
        synchronized (idle) {
            closed = true;
            idle.values().forEach(kept -> kept.forEach(Connection::drop));
            idle.clear();
        }
    }

    private Connection poll(String origin) {
        synchronized (idle) {
            Deque<Connection> kept = idle.get(origin);
            return kept == null ? null : kept.poll();
        }
    }

    private static Wire secured(Line line, SSLContext context, String host, int port) throws IOException {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        // without this a certificate for any name would do
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return TlsWire.over(line, engine);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
