package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A blob's metadata, as a record's mark is kept in it: what is null is left out, and any text fits. */
final class Metadata {
    private final Map<String, String> values;

    private Metadata(Map<String, String> values) {
        this.values = values;
    }

    static Metadata empty() {
        return new Metadata(new HashMap<>());
    }

    /** Of a blob as it was listed; empty where somebody lost it. */
    static Metadata of(BlobItem item) {
        return new Metadata(item.getMetadata() == null ? Map.of() : item.getMetadata());
    }

    Map<String, String> asMap() {
        return values;
    }

    /** A plain value of ours: a number, a time, an enum. */
    Metadata with(String key, Object valueOrNull) {
        if (valueOrNull != null) {
            values.put(key, valueOrNull.toString());
        }
        return this;
    }

    /** Whatever somebody else chose: headers carry ASCII alone. */
    Metadata withText(String key, String textOrNull) {
        return with(
                key,
                textOrNull == null
                        ? null
                        : Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(textOrNull.getBytes(StandardCharsets.UTF_8)));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Null where there is none. */
    String plain(String key) {
        return values.get(key);
    }

    String text(String key) {
        String encoded = values.get(key);
        return encoded == null ? null : new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    Instant time(String key) {
        String text = values.get(key);
        return text == null ? null : Instant.parse(text);
    }

    Long number(String key) {
        String text = values.get(key);
        return text == null ? null : Long.valueOf(text);
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(values.get(key));
    }
}
