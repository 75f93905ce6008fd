package io.driverelay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A record's JSON, changed where its type says that an object or a word of an enum is, as a newer version may write it. */
final class RecordShape {
    private static final String NEWER = "ofANewerVersion";
    private static final String UNKNOWN_WORD = "teleported";

    private final Type type;
    private final boolean fields;
    private final String word;
    private int changes;

    private RecordShape(Type type, boolean fields, String word) {
        this.type = type;
        this.fields = fields;
        this.word = word;
    }

    /** With a field in every object that nobody knows, and a number of a version. */
    static RecordShape moreFields(Type type) {
        return new RecordShape(type, true, null);
    }

    /** With a word that nobody knows at that path, as {@link #words} names it. */
    static RecordShape otherWord(Type type, String path) {
        return new RecordShape(type, false, path);
    }

    /** How often it changed something so far. */
    int changes() {
        return changes;
    }

    JsonNode changed(JsonNode json) {
        return changed(json, type, "");
    }

    private JsonNode changed(JsonNode json, Type as, String path) {
        if (json.isNull()) {
            return json;
        }
        if (as instanceof Class<?> one && one.isRecord()) {
            return changed((ObjectNode) json, one, path);
        }
        if (as instanceof ParameterizedType many) {
            Type element = many.getActualTypeArguments()[many.getActualTypeArguments().length - 1];
            return json instanceof ArrayNode array ? changed(array, element, path) : changedMap(json, element, path);
        }
        if (path.equals(word)) {
            changes++;
            return TextNode.valueOf(UNKNOWN_WORD);
        }
        return json;
    }

    private JsonNode changed(ObjectNode json, Class<?> record, String path) {
        for (RecordComponent part : record.getRecordComponents()) {
            JsonNode before = json.get(part.getName());
            if (before != null) {
                json.set(part.getName(), changed(before, part.getGenericType(), path + "/" + part.getName()));
            }
        }
        if (fields) {
            changes++;
            json.put("version", 99).putObject(NEWER).putArray("of").add(1).addNull();
        }
        return json;
    }

    private JsonNode changed(ArrayNode array, Type element, String path) {
        for (int i = 0; i < array.size(); i++) {
            array.set(i, changed(array.get(i), element, path));
        }
        return array;
    }

    private JsonNode changedMap(JsonNode map, Type value, String path) {
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            entry.setValue(changed(entry.getValue(), value, path));
        }
        return map;
    }

    /** The paths at which the type has a word of an enum. */
    static Set<String> words(Type type) {
        Set<String> found = new TreeSet<>();
        words(type, "", found);
        return found;
    }

    private static void words(Type type, String path, Set<String> found) {
        if (type instanceof ParameterizedType many) {
            for (Type part : many.getActualTypeArguments()) {
                words(part, path, found);
            }
        } else if (type instanceof Class<?> one && one.isEnum()) {
            found.add(path);
        } else if (type instanceof Class<?> one && one.isRecord()) {
            for (RecordComponent part : one.getRecordComponents()) {
                words(part.getGenericType(), path + "/" + part.getName(), found);
            }
        }
    }
}
