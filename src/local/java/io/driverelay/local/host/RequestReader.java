package io.driverelay.local.host;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a request: header names in lower case, what is repeated joined by commas. */
final class RequestReader {
    private RequestReader() {}

    static Incoming read(HttpExchange exchange, RequestPath path, Object body) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String query = exchange.getRequestURI().getRawQuery();
        URI uri = URI.create("http://" + headers.getOrDefault("host", "127.0.0.1") + path.encoded()
                + (query == null ? "" : "?" + query));
        return new Incoming(uri, exchange.getRequestMethod(), headers, query(exchange.getRequestURI()), body);
    }

    /** A parameter without a value is dropped. */
    static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.merge(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)), (a, b) -> a + "," + b);
            }
        }
        query.values().removeIf(String::isEmpty);
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
