package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** One version of a secret; times in seconds, as the vault tells them. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public final class SecretVersion {
    public String id;
    public String value;
    public String contentType;
    public boolean enabled = true;
    public long created;
    public long updated;
    public Long expires;
    public Map<String, String> tags = new LinkedHashMap<>();

    static SecretVersion of(String value, long now) {
        var version = new SecretVersion();
        version.id = UUID.randomUUID().toString().replace("-", "");
        version.value = value;
        version.created = now;
        version.updated = now;
        return version;
    }

    static SecretVersion of(JsonNode body, long now) {
        SecretVersion version = of(body.path("value").asText(), now);
        version.change(body, now);
        return version;
    }

    /** What is not named stays. */
    void change(JsonNode body, long now) {
        JsonNode attributes = body.path("attributes");
        contentType = body.path("contentType").asText(contentType);
        enabled = attributes.path("enabled").asBoolean(enabled);
        expires = attributes.hasNonNull("exp")
                ? Long.valueOf(attributes.path("exp").asLong())
                : expires;
        if (body.hasNonNull("tags")) {
            tags.clear();
            body.path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        }
        updated = now;
    }

    Map<String, Object> view(boolean withValue) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("enabled", enabled);
        if (expires != null) {
            attributes.put("exp", expires);
        }
        attributes.put("created", created);
        attributes.put("updated", updated);
        attributes.put("recoveryLevel", "Recoverable");
        Map<String, Object> view = new LinkedHashMap<>();
        if (withValue) {
            view.put("value", value);
        }
        if (contentType != null) {
            view.put("contentType", contentType);
        }
        view.put("attributes", attributes);
        view.put("tags", tags);
        return view;
    }
}
