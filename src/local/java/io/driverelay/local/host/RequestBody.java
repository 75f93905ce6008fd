package io.driverelay.local.host;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A body as the real host and worker hand it on, losses included. */
final class RequestBody {
    private RequestBody() {}

    /** The real one answers 500 and never calls the function. */
    static final class Unreadable extends Exception {
        Unreadable(String why) {
            super(why);
        }
    }

    static Optional<Object> read(HttpExchange exchange, Method function, int limit) throws IOException, Unreadable {
        String declared = exchange.getRequestHeaders().getFirst("Content-Length");
        long length = declared == null ? 0 : Long.parseLong(declared);
        if (length > limit) {
            // taken off the line, or the client may see a reset instead of the answer
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            throw new Unreadable("the body is larger than " + limit + " bytes");
        }
        if (length == 0) {
            // a chunked body is dropped without a word
            exchange.getRequestBody().readAllBytes();
            return Optional.empty();
        }
        byte[] bytes = exchange.getRequestBody().readNBytes((int) length);
        return Optional.of(wantsBytes(function) ? asBytes(exchange, bytes) : asText(bytes));
    }

    private static Object asBytes(HttpExchange exchange, byte[] bytes) throws Unreadable {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/octet-stream") && !type.startsWith("multipart/")) {
            throw new Unreadable("a body of the type \"" + type + "\" arrives as text, which byte[] cannot take");
        }
        return bytes;
    }

    private static String asText(byte[] bytes) {
        boolean big = bytes.length > 1 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff;
        boolean little = bytes.length > 1 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe;
        return new String(bytes, big || little ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    private static boolean wantsBytes(Method function) {
        return Arrays.stream(function.getGenericParameterTypes())
                .filter(type ->
                        type instanceof ParameterizedType message && message.getRawType() == HttpRequestMessage.class)
                .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
                .map(Type::getTypeName)
                .anyMatch(name -> name.contains("byte[]"));
    }
}
