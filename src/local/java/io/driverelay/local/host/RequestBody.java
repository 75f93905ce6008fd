package io.driverelay.local.host;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A body as the platform hands it to its worker. It has come whole; a large one lies in a file until its request's turn, since those that wait
 * must not fill the memory.
 *
 * @param held null where it lies in the file, or is nothing
 * @param isTooLarge the platform answers 500 and never calls the function
 */
@SuppressWarnings("ArrayRecordComponent") // written once
record RequestBody(byte[] held, Path file, boolean staysBytes, boolean isTooLarge) implements AutoCloseable {
    private static final int LARGE = 1 << 16;
    private static final Map<String, Charset> MARKS = Map.of(
            "\u00ef\u00bb\u00bf", StandardCharsets.UTF_8,
            "\u00fe\u00ff", StandardCharsets.UTF_16BE,
            "\u00ff\u00fe", StandardCharsets.UTF_16LE);

    /** Takes all of it off the line, or the client may see a reset instead of the answer. */
    static RequestBody read(HttpExchange exchange, int limit) throws IOException {
        String declared = exchange.getRequestHeaders().getFirst("Content-Length");
        long length = declared == null ? 0 : Long.parseLong(declared);
        if (length == 0 || length > limit) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            return new RequestBody(null, null, false, length > limit);
        }
        if (length > LARGE) {
            return inFile(exchange, length);
        }
        byte[] bytes = exchange.getRequestBody().readNBytes((int) length);
        requireWhole(bytes.length, length);
        return new RequestBody(bytes, null, staysBytes(exchange), false);
    }

    private static RequestBody inFile(HttpExchange exchange, long length) throws IOException {
        var body = new RequestBody(null, Files.createTempFile("drive-relay-body", null), staysBytes(exchange), false);
        try {
            requireWhole(Files.copy(exchange.getRequestBody(), body.file, StandardCopyOption.REPLACE_EXISTING), length);
            return body;
        } catch (IOException e) {
            body.close();
            throw e;
        }
    }

    private static void requireWhole(long came, long declared) throws IOException {
        if (came < declared) {
            throw new IOException("the body ended before its Content-Length");
        }
    }

    /** As it came; empty where there is none. */
    byte[] bytes() throws IOException {
        byte[] bytes = file == null ? held : Files.readAllBytes(file);
        return bytes == null ? new byte[0] : bytes;
    }

    /** A {@code String}, {@code byte[]}, or null: also for a body in chunks, which is dropped without a word. */
    Object content() throws IOException {
        byte[] bytes = file == null ? held : Files.readAllBytes(file);
        return bytes == null || staysBytes ? bytes : text(bytes);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
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
