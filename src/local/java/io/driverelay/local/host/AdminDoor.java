package io.driverelay.local.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the platform itself answers: timer and queue functions run by hand at {@code /admin/functions/<name>}, and its own page. */
final class AdminDoor {
    static final String PATH = "/admin/functions/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Listener> listeners;

    AdminDoor(List<Listener> listeners) {
        this.listeners = listeners;
    }

    /** The body is {@code {"input": "<what the trigger gets>"}}. */
    void answer(HttpExchange exchange, RequestPath path, RequestBody body, boolean hasKey) throws IOException {
        if (!hasKey) {
            Replies.bare(exchange, 401);
            return;
        }
        String name = path.decoded().substring(PATH.length());
        Optional<Listener> listener = listeners.stream()
                .filter(found -> found.function().name().equalsIgnoreCase(name))
                .findFirst();
        String input;
        try {
            input = MAPPER.readTree(body.bytes()).path("input").asText();
        } catch (JsonProcessingException e) {
            Replies.bare(exchange, 400);
            return;
        }
        listener.ifPresent(found -> new Thread(() -> found.runNow(input), "by-hand").start());
        Replies.bare(exchange, listener.isPresent() ? 202 : 404);
    }

    static void answerHomepage(HttpExchange exchange) throws IOException {
        if (Boolean.parseBoolean(System.getenv("AzureWebJobsDisableHomepage"))) {
            Replies.bare(exchange, 204);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        byte[] page = "<!DOCTYPE html><title>Functions</title><p>This function app is up and running.</p>"
                .getBytes(StandardCharsets.UTF_8);
        Replies.send(exchange, 200, page);
    }
}
