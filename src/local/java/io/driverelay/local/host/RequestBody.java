package io.driverelay.local.host;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A body as the platform hands it to its worker: nothing, bytes, or a text whatever it was. */
final class RequestBody {
    private static final Map<String, Charset> MARKS = Map.of(
            "\u00ef\u00bb\u00bf", StandardCharsets.UTF_8,
            "\u00fe\u00ff", StandardCharsets.UTF_16BE,
            "\u00ff\u00fe", StandardCharsets.UTF_16LE);

    private RequestBody() {}

    /** The platform answers 500 and never calls the function. */
    static final class TooLarge extends Exception {
        TooLarge(int limit) {
            super("the body is larger than " + limit + " bytes");
        }
    }

    /** A {@code String}, {@code byte[]}, or null: also for a body in chunks, which is dropped without a word. */
    static Object read(HttpExchange exchange, int limit) throws IOException, TooLarge {
        String declared = exchange.getRequestHeaders().getFirst("Content-Length");
        long length = declared == null ? 0 : Long.parseLong(declared);
        if (length > limit) {
            throw new TooLarge(limit);
        }
        if (length == 0) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            return null;
        }
        byte[] bytes = exchange.getRequestBody().readNBytes((int) length);
        if (bytes.length < length) {
            throw new IOException("the body ended before its Content-Length");
        }
        return staysBytes(exchange) ? bytes : text(bytes);
    }

    private static boolean staysBytes(HttpExchange exchange) {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(";", 2)[0]
                .strip();
        return type.equals("application/octet-stream") || type.contains("multipart/");
    }

    private static String text(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(3, bytes.length), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, Charset> mark : MARKS.entrySet()) {
            if (start.startsWith(mark.getKey())) {
                int skipped = mark.getKey().length();
                return mark.getValue()
                        .decode(ByteBuffer.wrap(bytes, skipped, bytes.length - skipped))
                        .toString();
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
