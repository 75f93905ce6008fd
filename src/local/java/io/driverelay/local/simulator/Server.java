package io.driverelay.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.driverelay.local.simulator.Reply.Manner;
import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that answers each request with one small reply, or streams it itself. */
final class Server implements AutoCloseable {
    static {
        // the JDK's server leaves Nagle's algorithm on, which costs 40 ms an answer
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int SMALL_BODY = 1 << 20;

    private final HttpServer http;
    private final SlowBody slow = new SlowBody();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "simulator");
        thread.setDaemon(true);
        return thread;
    });

    /** Answers a request; null when it has streamed its answer already. */
    interface Handler {
        Reply handle(Call call) throws IOException;
    }

    /** On a port, 0 for any; over https where there is a certificate. */
    static Server on(int port, Optional<ServerIdentity> certificate, Handler handler) throws IOException {
        if (certificate.isEmpty()) {
            return new Server(HttpServer.create(loopback(port), 0), handler);
        }
        HttpsServer https = HttpsServer.create(loopback(port), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificate.get().context()));
        return new Server(https, handler);
    }

    private Server(HttpServer http, Handler handler) {
        this.http = http;
        http.setExecutor(threads);
        http.createContext("/", exchange -> serve(exchange, handler));
        http.start();
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        slow.close();
        http.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            Reply reply = handler.handle(new Call(exchange));
            if (reply != null) {
                // what is refused early closes the line, and a client that still sends may lose the answer: not for a
                // small body
                exchange.getRequestBody().readNBytes(SMALL_BODY);
                write(exchange, reply);
            }
        }
    }

    private void write(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.manner() == Manner.LOST) {
            throw new IOException("this answer is to be lost");
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body();
        if (reply.manner() != Manner.AT_ONCE && reply.status() != 204) {
            // long enough to stall in; blanks change nothing in JSON
            byte[] blanks =
                    " ".repeat(Math.max(0, SlowBody.SHORTEST - body.length)).getBytes(StandardCharsets.UTF_8);
            body = ByteBuffer.allocate(body.length + blanks.length)
                    .put(body)
                    .put(blanks)
                    .array();
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length == 0) {
            return;
        }
        try (OutputStream out = exchange.getResponseBody()) {
            switch (reply.manner()) {
                case AT_ONCE, LOST -> out.write(body);
                case STALLED -> slow.stall(body, out);
                case TRICKLING -> slow.trickle(body, out);
            }
        }
    }
}
