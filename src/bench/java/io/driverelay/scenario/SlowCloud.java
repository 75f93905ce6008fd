package io.driverelay.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Storage, drives and the sign-in service behind one port, each answer after a while; calls are counted, and connections watched. */
final class SlowCloud implements AutoCloseable {
    private static final int LATENCY_MILLIS = 150;

    final SlowBlobs blobs = new SlowBlobs();
    private final HttpServer server;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private volatile boolean slow;
    private volatile int mostOpen;

    SlowCloud() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/account/", exchange -> answer(exchange, blobs::answer, blobs.kind(exchange)));
        server.createContext("/authority/", exchange -> answer(exchange, SlowCloud::token, "authority"));
        server.createContext("/graph/", exchange -> answer(exchange, SlowCloud::drive, "graph"));
        server.start();
        var watch = new Thread(this::watchConnections, "watch");
        watch.setDaemon(true);
        watch.start();
    }

    private interface Door {
        void answer(HttpExchange exchange) throws IOException;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void slow(boolean now) {
        slow = now;
    }

    /** Since it was asked last. */
    Map<String, Integer> taken() {
        Map<String, Integer> taken = new TreeMap<>();
        calls.forEach((kind, count) -> taken.put(kind, count.get()));
        calls.clear();
        return taken;
    }

    int mostOpenTaken() {
        int most = mostOpen;
        mostOpen = 0;
        return most;
    }

    private void answer(HttpExchange exchange, Door door, String kind) throws IOException {
        calls.computeIfAbsent(kind, key -> new AtomicInteger()).incrementAndGet();
        try (exchange) {
            if (slow) {
                pause(LATENCY_MILLIS);
            }
            door.answer(exchange);
        }
    }

    private static void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String home = form.replaceFirst(".*refresh_token=([0-9]+).*", "$1");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        reply(exchange, 200, "{\"access_token\":\"" + home + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    /** Of a thousand drives, or of all if there are fewer, twenty never answer and twenty send a byte every two seconds. */
    private static void drive(HttpExchange exchange) throws IOException {
        int home = Integer.parseInt(
                exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
        String answer = "{\"id\":\"D" + home + "\",\"driveType\":\"personal\",\"quota\":{\"total\":1000,\"used\":10,"
                + "\"remaining\":990,\"deleted\":0,\"state\":\"normal\"}}";
        if (home < 20) {
            pause(60_000);
        } else if (home < 40) {
            exchange.sendResponseHeaders(200, answer.length());
            OutputStream body = exchange.getResponseBody();
            for (byte one : answer.getBytes(StandardCharsets.UTF_8)) {
                body.write(one);
                body.flush();
                pause(2_000);
            }
        }
        reply(exchange, 200, answer);
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The measured side's ends of established connections to this port. */
    private void watchConnections() {
        String port = "%04X".formatted(server.getAddress().getPort());
        while (true) {
            int open = 0;
            for (String table : new String[] {"tcp", "tcp6"}) {
                try {
                    open += (int) Files.readAllLines(Path.of("/proc/self/net", table)).stream()
                            .map(line -> line.strip().split("\\s+"))
                            .filter(part -> part.length > 3 && part[2].endsWith(":" + port) && part[3].equals("01"))
                            .count();
                } catch (IOException e) {
                    // not on Linux: not watched
                }
            }
            mostOpen = Math.max(mostOpen, open);
            pause(50);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
