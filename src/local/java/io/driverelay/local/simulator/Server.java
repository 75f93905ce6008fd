package io.driverelay.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
        http.stop(0);
        threads.shutdownNow();
    }

    private static void serve(HttpExchange exchange, Handler handler) throws IOException {
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

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodiless = reply.body().length == 0;
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
        if (!bodiless) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(reply.body());
            }
        }
    }
}
