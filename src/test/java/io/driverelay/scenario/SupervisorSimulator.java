package io.driverelay.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Supervisor answers in Home Assistant's container: the list of backups, and each by ranges
 * (home-assistant/supervisor, api/backups.py: {@code web.FileResponse}).
 */
final class SupervisorSimulator implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final String TOKEN = "supervisor-token";

    private final HttpServer server;
    private final Map<String, byte[]> backups = new LinkedHashMap<>();
    private final List<String> ranges = new ArrayList<>();

    SupervisorSimulator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    /** How Supervisor is found in its containers, but for the name. */
    Map<String, String> environment() {
        return Map.of(
                "SUPERVISOR_TOKEN",
                TOKEN,
                "DRIVE_RELAY_SUPERVISOR",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The first is the youngest. */
    void hold(String slug, byte[] tar) {
        backups.put(slug, tar);
    }

    synchronized List<String> ranges() {
        return List.copyOf(ranges);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(401, -1);
        } else if (path.equals("/backups")) {
            send(exchange, 200, list().getBytes(StandardCharsets.UTF_8));
        } else if (backups.containsKey(slug(path))) {
            sendRange(exchange, backups.get(slug(path)));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static String slug(String path) {
        return path.replaceAll("^/backups/|/download$", "");
    }

    private void sendRange(HttpExchange exchange, byte[] tar) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"17f2-" + tar.length + "\"");
        String asked = exchange.getRequestHeaders().getFirst("Range");
        Matcher range = RANGE.matcher(asked == null ? "" : asked);
        if (!range.matches()) {
            send(exchange, 200, tar);
            return;
        }
        ranges.add(asked);
        int first = Integer.parseInt(range.group(1));
        int end = Math.min(tar.length, Integer.parseInt(range.group(2)) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + tar.length);
        send(exchange, 206, java.util.Arrays.copyOfRange(tar, first, end));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** With the members, and in the order, of Supervisor's list. */
    private String list() {
        List<String> items = new ArrayList<>();
        backups.forEach((slug, tar) -> items.add(("{\"slug\":\"%s\",\"name\":\"A {name}, \\\"so\\\"\","
                        + "\"date\":\"2026-01-%02dT03:45:13.002185+00:00\",\"type\":\"partial\",\"size\":0.1,\"size_bytes\":%d,"
                        + "\"location\":null,\"protected\":true,\"compressed\":true,"
                        + "\"content\":{\"homeassistant\":true,\"addons\":[],\"folders\":[\"share\"]}}")
                .formatted(slug, 28 - items.size(), tar.length)));
        return "{\"result\":\"ok\",\"data\":{\"backups\":[" + String.join(",", items) + "],\"days_until_stale\":30}}";
    }
}
