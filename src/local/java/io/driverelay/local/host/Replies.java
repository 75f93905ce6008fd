package io.driverelay.local.host;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Sends what a function gave back, as the platform does: a charset after each content type, and a type where there is none but for bytes. */
final class Replies {
    private static final Set<String> OF_THE_CONNECTION = Set.of("content-length", "transfer-encoding");

    private Replies() {}

    /** Of the platform itself: without a body. */
    static void bare(HttpExchange exchange, int status) throws IOException {
        // taken off the line, or the client may see a reset instead of the answer
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        send(exchange, status, new byte[0]);
    }

    /** @param result {@link Response}, or what else the function returned; null for nothing */
    static void send(HttpExchange exchange, Object result) throws IOException {
        if (result == null) {
            bare(exchange, 204);
            return;
        }
        Response response = result instanceof Response built ? built : Response.ok(result);
        var headers = exchange.getResponseHeaders();
        response.headers().forEach((name, value) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, typed(name, value));
            }
        });
        // bytes without a type go out without one
        if (!headers.containsKey("Content-Type") && !(response.body() instanceof byte[])) {
            headers.set("Content-Type", typeOf(response.body()));
        }
        send(exchange, response.status().value(), bytes(response.body()));
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD") && body.length > 0) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static String typed(String header, String value) {
        boolean bareType = header.equalsIgnoreCase("Content-Type") && !value.contains("charset");
        return bareType ? value + "; charset=utf-8" : value;
    }

    private static String typeOf(Object body) {
        return body == null || isText(body) ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
    }

    private static byte[] bytes(Object body) {
        if (body == null || body instanceof byte[]) {
            return body == null ? new byte[0] : (byte[]) body;
        }
        String text = isText(body) ? body.toString() : DataConversion.GSON.toJson(body);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isText(Object body) {
        return body instanceof String || body instanceof Number;
    }
}
