package io.driverelay.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** A small request, its body in memory; {@code body} is null for none. The URL and the headers may hold credentials. */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record Request(String method, URI url, Map<String, String> headers, byte[] body) {
    private static final Set<String> REPEATABLE = Set.of("GET", "DELETE");

    /** Whether it does no harm that it arrives twice. */
    boolean isRepeatable() {
        return REPEATABLE.contains(method);
    }

    int length() {
        return body == null ? 0 : body.length;
    }

    byte[] head() {
        return head(method, url, headers, body == null && isRepeatable() ? -1 : length());
    }

    /** @param length negative where there is no body */
    static byte[] head(String method, URI url, Map<String, String> headers, long length) {
        var head = new StringBuilder(512);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        head.append(method).append(' ').append(path);
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority()).append("\r\n");
        headers.forEach((name, value) ->
                head.append(checked(name)).append(": ").append(checked(value)).append("\r\n"));
        if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String checked(String headerText) {
        if (headerText.indexOf('\r') >= 0 || headerText.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a header must not hold a line break");
        }
        return headerText;
    }

    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
