package io.driverelay.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** HTTP, with all that the real host does to a request on its way: bare 401, 404, 429 and 500 among it. */
final class HttpListener {
    private static final int DEFAULT_BODY_LIMIT = 104_857_600;
    private static final String ADMIN = "/admin/functions/";

    private final HostLog log;
    private final String functionKey;
    private final String prefix;
    private final int bodyLimit;
    private final List<Routed> routes;
    private final Semaphore running;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final int mostOutstanding;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Function<String, Optional<Listener>> admin = name -> Optional.empty();

    private record Routed(AppFunction function, JsonNode binding, RouteTemplate template) {}

    private record Match(Routed routed, Map<String, String> parameters) {}

    HttpListener(AppPackage app, int port, String functionKey, HostLog log) throws IOException {
        this.log = log;
        this.functionKey = functionKey;
        this.prefix = "/" + app.extensionText("http", "routePrefix", "api");
        this.running = new Semaphore(app.extension("http", "maxConcurrentRequests", 100), true);
        this.mostOutstanding = app.extension("http", "maxOutstandingRequests", 200);
        this.bodyLimit = Integer.parseInt(
                System.getenv().getOrDefault("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "" + DEFAULT_BODY_LIMIT));
        this.routes = app.functions().stream()
                .flatMap(function -> function.binding("httpTrigger").stream()
                        .map(binding -> new Routed(
                                function,
                                binding,
                                new RouteTemplate(binding.path("route").asText(function.name())))))
                .sorted(Comparator.comparingInt(
                                (Routed routed) -> routed.template().literals())
                        .reversed())
                .toList();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /** Timer and queue functions can be run by hand at {@code /admin/functions/<name>}. */
    void onAdminCall(Function<String, Optional<Listener>> find) {
        admin = find;
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (outstanding.incrementAndGet() > mostOutstanding) {
                bare(exchange, 429);
                return;
            }
            running.acquireUninterruptibly();
            try {
                answer(exchange);
            } finally {
                running.release();
            }
        } finally {
            outstanding.decrementAndGet();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().normalize().getRawPath();
        if (path.startsWith(ADMIN)) {
            runByHand(exchange, path.substring(ADMIN.length()));
            return;
        }
        Optional<Match> match = match(exchange.getRequestMethod(), path);
        if (match.isEmpty()) {
            bare(exchange, 404);
        } else if (needsKey(match.get()) && !hasKey(exchange)) {
            bare(exchange, 401);
        } else {
            invoke(exchange, match.get());
        }
    }

    private Optional<Match> match(String method, String path) {
        if (!path.toLowerCase(java.util.Locale.ROOT).startsWith(prefix.toLowerCase(java.util.Locale.ROOT))) {
            return Optional.empty();
        }
        String below = path.substring(prefix.length());
        return routes.stream()
                .filter(routed -> StreamSupport.stream(
                                routed.binding().path("methods").spliterator(), false)
                        .anyMatch(allowed -> allowed.asText().equals(method)))
                .flatMap(routed ->
                        routed.template().match(below).map(parameters -> new Match(routed, parameters)).stream())
                .findFirst();
    }

    private void invoke(HttpExchange exchange, Match match) throws IOException {
        AppFunction function = match.routed().function();
        try {
            Optional<Object> body = RequestBody.read(exchange, function.method(), bodyLimit);
            Request request = RequestReader.read(exchange, body);
            Object result = function.invoker().invoke(function, request, match.parameters());
            if (result instanceof Response response) {
                write(exchange, response);
            } else {
                bare(exchange, 204);
            }
        } catch (Invoker.Failed e) {
            bare(exchange, 500);
        } catch (RequestBody.Unreadable e) {
            log.host("Function." + function.name(), "not invoked: " + e.getMessage());
            bare(exchange, 500);
        }
    }

    private void runByHand(HttpExchange exchange, String name) throws IOException {
        if (!hasKey(exchange)) {
            bare(exchange, 401);
            return;
        }
        Optional<Listener> listener = admin.apply(name);
        listener.ifPresent(found -> threads.execute(() -> found.runNow("")));
        bare(exchange, listener.isPresent() ? 202 : 404);
    }

    private static boolean needsKey(Match match) {
        return !match.routed().binding().path("authLevel").asText("FUNCTION").equals("ANONYMOUS");
    }

    private boolean hasKey(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("x-functions-key");
        String query = RequestReader.query(exchange.getRequestURI()).get("code");
        return functionKey.equals(header) || functionKey.equals(query);
    }

    private static void write(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body() instanceof byte[] bytes
                ? bytes
                : response.body() == null
                        ? new byte[0]
                        : response.body().toString().getBytes(StandardCharsets.UTF_8);
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, charset(name, value)));
        if (body.length == 0 && !response.headers().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
        }
        send(exchange, response.status().value(), body);
    }

    private static String charset(String name, String value) {
        boolean bareType = name.equalsIgnoreCase("Content-Type") && !value.contains("charset");
        return bareType ? value + "; charset=utf-8" : value;
    }

    private static void bare(HttpExchange exchange, int status) throws IOException {
        send(exchange, status, new byte[0]);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
