package io.driverelay.local.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** HTTP, with all that the real host does to a request on its way: bare 401, 404, 429 and 500 among it. */
final class HttpListener {
    private static final int DEFAULT_BODY_LIMIT = 104_857_600;
    private static final int LONGEST_STOP_SECONDS = 60;
    private static final String REASON = "This function was programmatically called via the host APIs.";

    private final HostLog log;
    private final String functionKey;
    private final int bodyLimit;
    private final Routes routes;
    private final AdminDoor admin;
    private final Semaphore running;
    private final AtomicInteger onTheLine = new AtomicInteger();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final int mostOutstanding;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    HttpListener(AppPackage app, int port, String functionKey, AdminDoor admin, HostLog log) throws IOException {
        this.log = log;
        this.functionKey = functionKey;
        this.admin = admin;
        this.routes = new Routes(app);
        this.running = new Semaphore(limit(app, "maxConcurrentRequests", 100), true);
        this.mostOutstanding = limit(app, "maxOutstandingRequests", 200);
        this.bodyLimit = bodyLimit(System.getenv("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    private static int bodyLimit(String setting) {
        try {
            return setting == null ? DEFAULT_BODY_LIMIT : Integer.parseInt(setting);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT must be a number of bytes, not " + setting, e);
        }
    }

    /** -1 is none. */
    private static int limit(AppPackage app, String name, int otherwise) {
        int limit = app.extension("http", name, otherwise);
        return limit < 0 ? Integer.MAX_VALUE : limit;
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    /** Lets nobody in any more; returns when nothing is being answered, or at a {@code System.nanoTime()}. */
    void drain(long atLatestNanos) throws InterruptedException {
        // the JDK's stop waits for the whole time where nothing is running
        var stopping = new Thread(() -> server.stop(LONGEST_STOP_SECONDS), "http-stop");
        stopping.setDaemon(true);
        stopping.start();
        while (onTheLine.get() > 0 && System.nanoTime() < atLatestNanos) {
            Thread.sleep(20);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** A body comes whole before its request counts among those that wait or run, as the platform's front end holds it back until then. */
    private void serve(HttpExchange exchange) throws IOException {
        onTheLine.incrementAndGet();
        try (exchange;
                RequestBody body = RequestBody.read(exchange, bodyLimit)) {
            admit(exchange, body);
        } finally {
            onTheLine.decrementAndGet();
        }
    }

    private void admit(HttpExchange exchange, RequestBody body) throws IOException {
        try {
            if (outstanding.incrementAndGet() > mostOutstanding) {
                Replies.bare(exchange, 429);
            } else {
                answerInTurn(exchange, body);
            }
        } finally {
            outstanding.decrementAndGet();
        }
    }

    private void answerInTurn(HttpExchange exchange, RequestBody body) throws IOException {
        running.acquireUninterruptibly();
        try {
            answer(exchange, body);
        } catch (RuntimeException e) {
            log.host("Host.Http", "a request that cannot be understood", e);
            Replies.bare(exchange, 400);
        } finally {
            running.release();
        }
    }

    private void answer(HttpExchange exchange, RequestBody body) throws IOException {
        RequestPath path = RequestPath.of(exchange.getRequestURI().getRawPath());
        Optional<Routes.Match> match = routes.match(exchange.getRequestMethod(), path);
        if (match.isPresent()) {
            if (match.get().needsKey() && !hasKey(exchange)) {
                Replies.bare(exchange, 401);
            } else {
                invoke(exchange, path, match.get(), body);
            }
        } else if (path.decoded().startsWith(AdminDoor.PATH)) {
            admin.answer(exchange, path, body, hasKey(exchange));
        } else if (path.decoded().equals("/")) {
            AdminDoor.answerHomepage(exchange);
        } else {
            Replies.bare(exchange, 404);
        }
    }

    private void invoke(HttpExchange exchange, RequestPath path, Routes.Match match, RequestBody body)
            throws IOException {
        AppFunction function = match.function();
        if (body.isTooLarge()) {
            log.host("Function." + function.name(), "not invoked: the body is larger than " + bodyLimit + " bytes");
            Replies.bare(exchange, 500);
            return;
        }
        try {
            Incoming request = RequestReader.read(exchange, path, body.content());
            Map<String, String> metadata = new HashMap<>(request.query());
            metadata.putAll(match.parameters());
            Replies.send(exchange, function.invoker().invoke(function, new Trigger(request, metadata, REASON)));
        } catch (Invoker.Failed e) {
            Replies.bare(exchange, 500);
        }
    }

    /** The header counts, where there is one. */
    private boolean hasKey(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("x-functions-key");
        if (header != null) {
            return functionKey.equals(header);
        }
        return RequestReader.query(exchange.getRequestURI()).entrySet().stream()
                .anyMatch(parameter ->
                        parameter.getKey().equalsIgnoreCase("code") && functionKey.equals(parameter.getValue()));
    }
}
