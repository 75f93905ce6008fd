package io.driverelay.function;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How enums are written outside: {@code AWAITING_CONTENT} as {@code awaitingContent}, or as {@code awaiting-content}. */
final class Labels {
    private Labels() {}

    static String camel(Enum<?> value) {
        var out = new StringBuilder();
        for (String word : value.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            out.append(out.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return out.toString();
    }

    static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Optional<E> find(Class<E> of, String text) {
        return Stream.of(of.getEnumConstants())
                .filter(value -> camel(value).equals(text))
                .findFirst();
    }

    static <E extends Enum<E>> String all(Class<E> of) {
        return Stream.of(of.getEnumConstants())
                .map(value -> "\"" + camel(value) + "\"")
                .collect(Collectors.joining(", "));
    }
}
