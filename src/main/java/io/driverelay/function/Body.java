package io.driverelay.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request's JSON object, read strictly: every fault is collected, fields that were not asked for are refused by name, and {@link #end}
 * tells all of it at once.
 */
final class Body {
    /** Longer than anything lasts, and short enough to be added to any time. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final JsonNode json;
    private final Set<String> asked = new HashSet<>();
    private final List<Map<String, String>> errors = new ArrayList<>();

    private Body(JsonNode json) {
        this.json = json;
    }

    static Body of(Optional<String> text) {
        try {
            String json = text.orElse("{}");
            JsonNode node = json.isBlank() ? JsonNodeFactory.instance.objectNode() : JsonText.MAPPER.readTree(json);
            if (!node.isObject()) {
                throw refused("The body must be a JSON object.", List.of(error("", "must be an object")));
            }
            return new Body(node);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw refused("The body is not JSON" + where + ".", List.of(error("", "is malformed" + where)));
        }
    }

    String text(String field) {
        return read(field, JsonNode::isTextual, JsonNode::asText, "must be a text");
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(read(field, JsonNode::isBoolean, JsonNode::asBoolean, "must be true or false"));
    }

    /** Null when missing; whole numbers only. */
    Long number(String field) {
        return read(
                field,
                node -> node.isIntegralNumber() && node.canConvertToLong(),
                JsonNode::asLong,
                "must be a whole number");
    }

    Duration duration(String field) {
        String text = text(field);
        try {
            Duration read = text == null ? null : Duration.parse(text);
            if (read != null && (read.isNegative() || read.isZero() || read.compareTo(LONGEST) > 0)) {
                throw new DateTimeException("out of range");
            }
            return read;
        } catch (DateTimeException e) {
            fault(field, "must be a positive ISO-8601 duration of at most P36500D, such as PT1H");
            return null;
        }
    }

    <E extends Enum<E>> E choice(String field, Class<E> of) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        Optional<E> found = labelled(of, text);
        if (found.isEmpty()) {
            fault(field, "must be one of " + labels(of));
        }
        return found.orElse(null);
    }

    <E extends Enum<E>> Set<E> choices(String field, Class<E> of) {
        JsonNode array = read(field, JsonNode::isArray, Function.identity(), "must be an array");
        Set<E> chosen = new LinkedHashSet<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            Optional<E> found = labelled(of, array.get(i).asText());
            found.ifPresent(chosen::add);
            if (found.isEmpty()) {
                fault(field + "/" + i, "must be one of " + labels(of));
            }
        }
        return chosen;
    }

    /** An object as it was sent; null when missing. */
    JsonNode object(String field) {
        return read(field, JsonNode::isObject, Function.identity(), "must be an object");
    }

    void fault(String field, String detail) {
        errors.add(error("/" + field, detail));
    }

    /** Throws everything that was found wrong. */
    void end() {
        json.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                fault(name.replace("~", "~0").replace("/", "~1"), "is not a field of this request");
            }
        });
        if (!errors.isEmpty()) {
            String all = errors.stream()
                    .map(error -> error.get("pointer") + " " + error.get("detail"))
                    .collect(Collectors.joining("; "));
            throw refused("The request is not valid: " + all + ".", errors);
        }
    }

    private <T> T read(String field, Function<JsonNode, Boolean> fits, Function<JsonNode, T> value, String otherwise) {
        asked.add(field);
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!fits.apply(node)) {
            fault(field, otherwise);
            return null;
        }
        return value.apply(node);
    }

    private static <E extends Enum<E>> Optional<E> labelled(Class<E> of, String text) {
        return Stream.of(of.getEnumConstants())
                .filter(value -> Labels.camel(value).equals(text))
                .findFirst();
    }

    private static <E extends Enum<E>> String labels(Class<E> of) {
        return Stream.of(of.getEnumConstants())
                .map(value -> "\"" + Labels.camel(value) + "\"")
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> error(String pointer, String detail) {
        return Map.of("pointer", pointer, "detail", detail);
    }

    private static Refused refused(String detail, List<Map<String, String>> errors) {
        return new Refused(RefusalCode.INVALID_REQUEST, detail).with("errors", List.copyOf(errors));
    }
}
