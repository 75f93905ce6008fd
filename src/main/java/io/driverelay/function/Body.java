package io.driverelay.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.drive.ItemName;
import io.driverelay.refusal.Faults;
import io.driverelay.refusal.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request's JSON object, read strictly: every fault is collected, fields that were not asked for are refused by name, and {@link #end}
 * tells all of it at once.
 */
final class Body {
    /** Longer than anything lasts, and short enough to be added to any time. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Bytes; no field but a backup's metadata needs more. */
    private static final int LARGEST = 16 << 10;

    private static final int LONGEST_NAME = 200;

    private final JsonObject json;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Faults faults;
    /** The JSON pointer of the object; empty for the whole. */
    private final String place;
    /** What {@link #make} has refused, as long as nothing else is wrong. */
    private Refused only;

    private Body(JsonObject json, Faults faults, String place) {
        this.json = json;
        this.faults = faults;
        this.place = place;
    }

    /** Of a door whose fields may all be left out: without a body it is told by its length that there is none. */
    static Body of(HttpRequestMessage<Optional<String>> request) {
        return of(request, LARGEST);
    }

    /** @param largest bytes of the text */
    static Body of(HttpRequestMessage<Optional<String>> request, int largest) {
        Arrived.requireWhole(request);
        Door.requireKnownQuery(request, List.of());
        return of(request.getBody(), largest);
    }

    /** Of a door that has no fields: a caller that sends nothing may say nothing of its length. */
    static void none(HttpRequestMessage<Optional<String>> request) {
        Arrived.requireNotInChunks(request);
        Door.requireKnownQuery(request, List.of());
        of(request.getBody(), LARGEST).end();
    }

    static Body of(Optional<String> text, int largest) {
        String json = text.orElse("");
        Arrived.requireSmall(json, largest);
        return new Body(json.isBlank() ? JsonObject.empty() : JsonObject.of(json), new Faults(), "");
    }

    String text(String field) {
        return read(field, JsonNode::isTextual, JsonNode::asText, "must be a text");
    }

    /** A name that people read: null when missing. */
    String name(String field) {
        String text = text(field);
        if (text != null) {
            ItemName.unreadable(text).ifPresent(problem -> fault(field, problem));
            if (text.isBlank()) {
                fault(field, "must not be blank");
            }
            if (text.length() > LONGEST_NAME) {
                fault(field, "must have at most " + LONGEST_NAME + " characters");
            }
        }
        return text;
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(optionalFlag(field));
    }

    /** Null when missing. */
    Boolean optionalFlag(String field) {
        return read(field, JsonNode::isBoolean, JsonNode::asBoolean, "must be true or false");
    }

    /** Null when missing; whole numbers only, also such as 5.0, which templates write. */
    Long number(String field) {
        return read(field, JsonText::isWhole, JsonNode::asLong, "must be a whole number");
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
            fault(
                    field,
                    "must be a positive ISO-8601 duration in days, hours, minutes and seconds, of at most P36500D, such as P30D or PT1H");
            return null;
        }
    }

    <E extends Enum<E>> E choice(String field, Class<E> of) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        Optional<E> found = Labels.find(of, text);
        if (found.isEmpty()) {
            fault(field, "must be one of " + Labels.all(of));
        }
        return found.orElse(null);
    }

    <E extends Enum<E>> Set<E> choices(String field, Class<E> of) {
        JsonNode array = read(field, JsonNode::isArray, Function.identity(), "must be an array");
        Set<E> chosen = new LinkedHashSet<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            Optional<E> found = Labels.find(of, array.get(i).asText(""));
            found.ifPresent(chosen::add);
            if (found.isEmpty()) {
                fault(field + "/" + i, "must be one of " + Labels.all(of));
            }
        }
        return chosen;
    }

    /** An array of 1 to so many texts, which must be there. */
    List<String> texts(String field, int most) {
        JsonNode array = read(field, JsonNode::isArray, Function.identity(), "must be an array");
        List<String> texts = new ArrayList<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            texts.add(array.get(i).asText());
            if (!array.get(i).isTextual()) {
                fault(field + "/" + i, "must be a text");
            }
        }
        if (texts.isEmpty() || texts.size() > most) {
            fault(field, "must hold 1 to " + most + " texts; it holds " + texts.size());
        }
        return texts;
    }

    /** What was sent for each element of an array; null when missing. */
    List<String> elements(String field) {
        JsonNode array = read(field, JsonNode::isArray, Function.identity(), "must be an array");
        return array == null ? null : JsonObject.elements(json.written(field));
    }

    /** Null when missing. */
    JsonNode object(String field) {
        return read(field, JsonNode::isObject, Function.identity(), "must be an object");
    }

    /** The object that a field is, to be read in the same way; what is wrong with it is told by this one's end. Null when missing. */
    <T> T part(String field, Function<Body, T> reading) {
        if (object(field) == null) {
            return null;
        }
        var part = new Body(JsonObject.of(json.written(field)), faults, place + "/" + field);
        T read = reading.apply(part);
        part.refuseOthers();
        return read;
    }

    /** What was sent for a field, to the letter: every digit, every space, every name where it stood. */
    String written(String field) {
        return json.written(field);
    }

    /** A second fault of a field is not told: the first one is why. */
    void fault(String field, String detail) {
        only = null;
        faults.add(place + "/" + field, detail);
    }

    /** Makes something of the fields; what it refuses is told with everything else. */
    <T> Optional<T> make(Supplier<T> what) {
        try {
            return Optional.of(what.get());
        } catch (Refused refused) {
            only = faults.isEmpty() ? refused : null;
            faults.add(refused);
            return Optional.empty();
        }
    }

    /** What it refuses is told with everything else. */
    void check(Runnable what) {
        make(() -> {
            what.run();
            return true;
        });
    }

    /** Throws everything that was found wrong. */
    void end() {
        refuseOthers();
        if (only != null) {
            throw only;
        }
        faults.end();
    }

    private void refuseOthers() {
        for (String name : json.fieldNames()) {
            if (!asked.contains(name)) {
                String written = Shown.of(name).replace("~", "~0").replace("/", "~1");
                fault(
                        written,
                        "is not a field of this " + (place.isEmpty() ? "request" : "object") + ", which takes "
                                + taken());
            }
        }
    }

    private String taken() {
        return asked.isEmpty() ? "none" : String.join(", ", asked);
    }

    private <T> T read(String field, Function<JsonNode, Boolean> fits, Function<JsonNode, T> value, String otherwise) {
        asked.add(field);
        JsonNode node = json.field(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!fits.apply(node)) {
            fault(field, otherwise);
            return null;
        }
        return value.apply(node);
    }
}
