package io.driverelay.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request as it came. */
record Call(HttpExchange exchange) {
    private static final int LONGEST_SMALL_BODY = 1 << 20;

    String method() {
        return exchange.getRequestMethod();
    }

    String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    Optional<Long> length() {
        return header("Content-Length").map(Long::parseLong);
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    Map<String, String> query() {
        return pairs(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
    }

    Map<String, String> form() throws IOException {
        return pairs(text());
    }

    JsonNode json() throws IOException {
        String text = text();
        return Stored.MAPPER.readTree(text.isEmpty() ? "{}" : text);
    }

    private String text() throws IOException {
        return new String(body().readNBytes(LONGEST_SMALL_BODY), StandardCharsets.UTF_8);
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }
}
