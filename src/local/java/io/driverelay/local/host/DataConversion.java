package io.driverelay.local.host;

import com.google.gson.Gson;
import com.microsoft.azure.functions.HttpRequestMessage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What arrived, as a parameter wants it: converted as the platform's worker does, and refused where that fails
 * (azure-functions-java-worker, {@code DataOperations}).
 */
final class DataConversion {
    static final Gson GSON = new Gson();

    private static final Map<Type, Function<String, Object>> NUMBERS = Map.of(
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            short.class, Short::valueOf,
            Short.class, Short::valueOf,
            double.class, Double::valueOf,
            Double.class, Double::valueOf);

    private DataConversion() {}

    /** @throws RuntimeException of several kinds where it cannot be converted, as in the worker */
    static Object convert(Object source, Type target) {
        if (source instanceof Incoming incoming) {
            return request(incoming, target);
        }
        if (rawType(target) == Optional.class) {
            return Optional.ofNullable(convert(source, argument(target)));
        }
        if (source == null) {
            return null;
        }
        return source instanceof byte[] bytes ? fromBytes(bytes, target) : fromText((String) source, target);
    }

    private static Object request(Incoming incoming, Type target) {
        if (rawType(target) != HttpRequestMessage.class) {
            throw new ClassCastException("a request arrives as HttpRequestMessage, not as " + target.getTypeName());
        }
        Object body = convert(incoming.body(), argument(target));
        return new Request(incoming.uri(), incoming.method(), incoming.headers(), incoming.query(), body);
    }

    private static Object fromBytes(byte[] bytes, Type target) {
        if (target == byte[].class) {
            return bytes;
        }
        if (target == String.class || target == Object.class) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        throw new ClassCastException("bytes cannot become " + target.getTypeName());
    }

    private static Object fromText(String text, Type target) {
        if (target == String.class) {
            return text;
        }
        if (target == byte[].class) {
            throw new ClassCastException("a body of this content type arrives as text, which byte[] cannot take");
        }
        Function<String, Object> number = NUMBERS.get(target);
        return number == null ? GSON.fromJson(text, target) : number.apply(text);
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        throw new ClassCastException("nothing can become " + type.getTypeName());
    }

    private static Type argument(Type type) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
