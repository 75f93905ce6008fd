package io.driverelay.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Connections, kept for a while after use, the youngest taken first. */
final class ConnectionPool {
    private final ByteClientLimits limits;
    private final SSLSocketFactory tls;
    private final Map<String, Deque<Connection>> idle = new HashMap<>();
    private boolean closed;

    ConnectionPool(ByteClientLimits limits, SSLSocketFactory tls) {
        this.limits = limits;
        this.tls = tls;
    }

    /** One that was used before and still lives, or a new one. */
    Connection take(URI url) throws IOException {
        for (Connection kept = poll(origin(url)); kept != null; kept = poll(origin(url))) {
            if (!kept.isIdleLongerThan(limits.idle(), Instant.now()) && kept.isAlive(limits.stall())) {
                kept.reuse();
                return kept;
            }
            kept.drop();
        }
        return open(url);
    }

    Connection open(URI url) throws IOException {
        String origin = origin(url);
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(url.getHost(), port), (int)
                    limits.connect().toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) limits.stall().toMillis());
            return new Connection(origin, secure ? secured(socket, url.getHost(), port) : socket);
        } catch (IOException e) {
            socket.close();
            throw new IOException("no connection to " + origin + ": " + e.getMessage(), e);
        }
    }

    void giveBack(Connection connection) {
        connection.idle(Instant.now());
        synchronized (idle) {
            if (!closed) {
                idle.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>())
                        .push(connection);
                return;
            }
        }
        connection.drop();
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

    private Socket secured(Socket plain, String host, int port) throws IOException {
        plain.setSoTimeout((int) limits.connect().toMillis());
        SSLSocket secure = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        secure.setSoTimeout((int) limits.stall().toMillis());
        return secure;
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
