package io.driverelay.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.driverelay.refusal.Faults;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object that a caller sent, read strictly, with what was written for each of its fields, to the letter. A reading pass goes before
 * the tree is built: it finds what a tree would hide, and where.
 */
final class JsonObject {
    private final JsonNode tree;
    private final Map<String, String> written;

    private JsonObject(JsonNode tree, Map<String, String> written) {
        this.tree = tree;
        this.written = written;
    }

    static JsonObject empty() {
        return new JsonObject(JsonNodeFactory.instance.objectNode(), Map.of());
    }

    /** @throws io.driverelay.refusal.Refused saying what is wrong, and where */
    static JsonObject of(String text) {
        var faults = new Faults();
        try {
            Map<String, String> written = new Pass(text, faults).fields();
            faults.end();
            return new JsonObject(JsonText.MAPPER.readTree(text), written);
        } catch (StreamConstraintsException e) {
            faults.add("", beyondLimits(e));
        } catch (JsonProcessingException e) {
            faults.add("", "is not JSON" + where(e));
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
        faults.end();
        throw new IllegalStateException("it was refused above");
    }

    /** The elements of an array, each as it was written. */
    static List<String> elements(String array) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = JsonText.MAPPER.getFactory().createParser(array)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int began = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                elements.add(array.substring(began, Pass.end(parser)));
            }
            return elements;
        } catch (IOException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    JsonNode field(String name) {
        return tree.path(name);
    }

    Iterable<String> fieldNames() {
        return tree::fieldNames;
    }

    /** The text of a field's value as it was sent; null when missing. */
    String written(String name) {
        return written.get(name);
    }

    private static String beyondLimits(StreamConstraintsException e) {
        return "is nested deeper than " + JsonText.DEEPEST + " levels, or has a name or a number of more than "
                + JsonText.LONGEST_NAME + " characters, or more than " + JsonText.MOST_TOKENS + " values" + where(e);
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    /** One walk over all tokens. */
    private static final class Pass {
        private final String text;
        private final boolean replaced;
        private final Faults faults;
        private final Map<String, String> fields = new HashMap<>();
        private final Deque<Set<String>> names = new ArrayDeque<>();

        Pass(String text, Faults faults) {
            this.text = text;
            this.replaced = text.indexOf('\ufffd') >= 0;
            this.faults = faults;
        }

        Map<String, String> fields() throws IOException {
            try (JsonParser parser = JsonText.MAPPER.getFactory().createParser(text)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    faults.add("", "must be a JSON object");
                    return fields;
                }
                names.push(new HashSet<>());
                String field = null;
                long began = 0;
                while (!names.isEmpty()) {
                    JsonToken token = parser.nextToken();
                    if (names.size() == 1 && token == JsonToken.FIELD_NAME) {
                        field = parser.currentName();
                    } else if (names.size() == 1 && token != JsonToken.END_OBJECT) {
                        began = parser.currentTokenLocation().getCharOffset();
                    }
                    look(parser, token);
                    if (names.size() == 1 && token != JsonToken.FIELD_NAME) {
                        fields.put(field, text.substring((int) began, end(parser)));
                    }
                }
                if (parser.nextToken() != null) {
                    faults.add("", "must end after the object");
                }
                return fields;
            }
        }

        private static int end(JsonParser parser) throws IOException {
            parser.finishToken();
            return (int) parser.currentLocation().getCharOffset();
        }

        private void look(JsonParser parser, JsonToken token) throws IOException {
            switch (token) {
                case START_OBJECT, START_ARRAY -> names.push(new HashSet<>());
                case END_OBJECT, END_ARRAY -> names.pop();
                case FIELD_NAME -> {
                    requireUtf8(parser, parser.currentName());
                    if (!names.element().add(parser.currentName())) {
                        faults.add(pointer(parser), "is there twice");
                    }
                }
                case VALUE_STRING -> requireUtf8(parser, parser.getText());
                default -> {
                    // numbers and the three words hold nothing to look at
                }
            }
        }

        /** The platform decodes before us: what was not UTF-8 has become U+FFFD. One that was written as an escape is the caller's own. */
        private void requireUtf8(JsonParser parser, String value) {
            if (replaced && value.indexOf('\ufffd') >= 0) {
                faults.add(pointer(parser), "is not UTF-8: it holds U+FFFD, which bytes of another encoding become");
            }
        }

        private static String pointer(JsonParser parser) {
            return Shown.of(parser.getParsingContext().pathAsPointer().toString());
        }
    }
}
