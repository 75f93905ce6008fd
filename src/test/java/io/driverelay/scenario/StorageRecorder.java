package io.driverelay.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.tls.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands before the storage emulator and notes what the app does there, and what the host's queue trigger does. */
final class StorageRecorder implements AutoCloseable {
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding", "http2-settings");
    private static final String NO_MESSAGES = "<?xml version=\"1.0\"?><QueueMessagesList></QueueMessagesList>";

    private final HttpsServer server;
    private final HttpClient http;
    private final ConcurrentSkipListSet<String> operations = new ConcurrentSkipListSet<>();
    private final Set<String> trigger = new ConcurrentSkipListSet<>();
    private volatile Azurite target;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean refusesARead = new AtomicBoolean();

    StorageRecorder(TestAuthority certificates) throws IOException {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificates.clientContext())
                .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(certificates.loopback("recorder").context()));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::serve);
        server.start();
    }

    String address(String account) {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/" + account;
    }

    /** Until then nobody is let through. */
    void forwardTo(Azurite emulator) {
        target = emulator;
    }

    /** Whether the host is told that there are no tickets. */
    void holdTickets(boolean hold) {
        hold("relay-uploads", hold);
    }

    /** Whether the host is told that there are no shares of a pass. */
    void holdShares(boolean hold) {
        hold("drive-shares", hold);
    }

    /** Whether the host is told that there are no pushes. */
    void holdPushes(boolean hold) {
        hold("home-pushes", hold);
    }

    private void hold(String queue, boolean hold) {
        String asked = "Get Messages (" + queue + ")";
        if (hold) {
            held.add(asked);
        } else {
            held.remove(asked);
        }
    }

    /** The next ranged read by a signed address is answered as after its key was revoked. */
    void refuseNextRead() {
        refusesARead.set(true);
    }

    /** What the app has done since this was asked last. */
    Set<String> taken() {
        Set<String> taken = new TreeSet<>();
        for (String one = operations.pollFirst(); one != null; one = operations.pollFirst()) {
            taken.add(one);
        }
        return taken;
    }

    /** What the host has done for its queue triggers. */
    Set<String> byTrigger() {
        return Set.copyOf(trigger);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String query = exchange.getRequestURI().getRawQuery() == null
                    ? ""
                    : exchange.getRequestURI().getRawQuery();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (target == null) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String operation = StorageOperation.of(exchange.getRequestMethod(), path, query);
            // a home's own request carries a signature too, but cannot read
            if (!query.contains("sig=") || exchange.getRequestMethod().equals("GET")) {
                (StorageOperation.isTriggers(operation) ? trigger : operations).add(operation);
            }
            if (held.contains(operation)) {
                reply(
                        exchange,
                        200,
                        Map.of("Content-Type", "application/xml"),
                        NO_MESSAGES.getBytes(StandardCharsets.UTF_8));
                return;
            }
            boolean signedRead = exchange.getRequestMethod().equals("GET") && query.contains("sig=");
            if (signedRead && refusesARead.getAndSet(false)) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            forward(exchange, path + (query.isEmpty() ? "" : "?" + query), body);
        }
    }

    private void forward(HttpExchange exchange, String pathAndQuery, byte[] body) throws IOException {
        boolean queue = StorageOperation.isQueue(pathAndQuery);
        var request = HttpRequest.newBuilder((queue ? target.queueUrl() : target.blobUrl()).resolve(pathAndQuery))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            if (exchange.getRequestMethod().equals("HEAD")) {
                answer.headers()
                        .firstValue("content-length")
                        .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            }
            reply(exchange, answer.statusCode(), Map.of(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void reply(HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
