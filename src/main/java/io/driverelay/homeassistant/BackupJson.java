package io.driverelay.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The {@code backup.json} in a backup, as Supervisor and Core write it, made the {@code AgentBackup} that Home Assistant's {@code read_backup}
 * makes of it, field by field in its order. What is missing there is missing here.
 *
 * @see <a href="https://github.com/home-assistant/core/blob/dev/homeassistant/components/backup/util.py">backup/util.py</a>
 */
final class BackupJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BackupJson() {}

    /** @param sizeBytes of the whole tar */
    static ObjectNode agentBackup(JsonNode found, long sizeBytes) {
        JsonNode core = found.path("homeassistant");
        boolean withCore = core.isObject() && core.has("version");
        ObjectNode backup = JSON.objectNode();
        backup.set("addons", addons(found.path("addons")));
        putIfThere(backup, "backup_id", found.path("slug"));
        putIfThere(backup, "date", date(found));
        backup.put("database_included", withCore && !isTrue(core.path("exclude_database")));
        backup.set("extra_metadata", found.path("extra").isObject() ? found.get("extra") : JSON.objectNode());
        backup.set("folders", folders(found.path("folders")));
        backup.put("homeassistant_included", withCore);
        backup.set("homeassistant_version", withCore ? core.get("version") : JSON.nullNode());
        putIfThere(backup, "name", found.path("name"));
        backup.put("protected", isTrue(found.path("protected")));
        backup.put("size", sizeBytes);
        return backup;
    }

    /** When it was asked for goes before when Supervisor made it: Home Assistant has named the file by that. */
    private static JsonNode date(JsonNode found) {
        JsonNode asked = found.path("extra").path("supervisor.backup_request_date");
        return asked.isMissingNode() ? found.path("date") : asked;
    }

    private static ArrayNode addons(JsonNode found) {
        ArrayNode addons = JSON.arrayNode();
        for (JsonNode one : found) {
            ObjectNode addon = JSON.objectNode();
            for (String field : List.of("name", "slug", "version")) {
                putIfThere(addon, field, field.equals("slug") || one.has(field) ? one.path(field) : JSON.nullNode());
            }
            addons.add(addon);
        }
        return addons;
    }

    private static ArrayNode folders(JsonNode found) {
        ArrayNode folders = JSON.arrayNode();
        for (JsonNode one : found) {
            if (!one.asText().equals("homeassistant")) {
                folders.add(one);
            }
        }
        return folders;
    }

    /** The first form of {@code backup.json} has a hash of the password there. */
    private static boolean isTrue(JsonNode node) {
        return node.isTextual() ? !node.textValue().isEmpty() : node.asBoolean(false);
    }

    private static void putIfThere(ObjectNode node, String field, JsonNode value) {
        if (!value.isMissingNode()) {
            node.set(field, value);
        }
    }
}
