package io.driverelay.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupDescription.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether Home Assistant makes an {@code AgentBackup} of a JSON object. It checks next to nothing itself, and whatever it cannot use fails its
 * whole list of backups: a missing field, a folder or a field of an add-on that it does not know, a number where it expects an id.
 *
 * @see <a href="https://github.com/home-assistant/core/issues/168334">home-assistant/core 168334</a>
 */
final class AgentBackupCheck {
    static final Set<String> FOLDERS = Set.of("share", "addons/local", "ssl", "media");
    private static final Set<String> ADDON_FIELDS = Set.of("name", "slug", "version");
    private static final int LONGEST_NAME = 1000;
    private static final String TEXT = "must be a text";
    private static final String FLAG = "must be true or false";

    private final List<Problem> problems = new ArrayList<>();
    private final JsonNode backup;

    private AgentBackupCheck(JsonNode backup) {
        this.backup = backup;
    }

    static List<Problem> problemsOf(JsonNode backup) {
        var check = new AgentBackupCheck(backup);
        check.named();
        check.contents();
        check.extra();
        check.require("protected", JsonNode::isBoolean, FLAG);
        check.require(
                "size",
                node -> node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0,
                "must be a number of bytes");
        check.texts(backup, "");
        return check.problems;
    }

    private void named() {
        require(
                "backup_id",
                AgentBackupCheck::isId,
                "must be Home Assistant's id of the backup: a text of at most 128 letters, digits, _, . and -");
        require(
                "name",
                node -> node.isTextual() && node.textValue().length() <= LONGEST_NAME,
                "must be the backup's name, a text of at most " + LONGEST_NAME + " characters");
        require(
                "date",
                node -> node.isTextual() && BackupDate.read(node.textValue()).isPresent(),
                "must be a time with its offset, such as \"2026-01-08T04:45:00.123456+01:00\"");
    }

    private void contents() {
        require("database_included", JsonNode::isBoolean, FLAG);
        require("homeassistant_included", JsonNode::isBoolean, FLAG);
        require("homeassistant_version", AgentBackupCheck::isTextOrNull, "must be a text or null");
        if (require("addons", JsonNode::isArray, "must be an array")) {
            for (int i = 0; i < backup.get("addons").size(); i++) {
                addon(backup.get("addons").get(i), "/addons/" + i);
            }
        }
        if (require("folders", JsonNode::isArray, "must be an array")) {
            for (int i = 0; i < backup.get("folders").size(); i++) {
                String folder = backup.get("folders").get(i).textValue();
                if (folder == null || !FOLDERS.contains(folder)) {
                    add("/folders/" + i, "must be one of share, addons/local, ssl, media");
                }
            }
        }
    }

    private void addon(JsonNode addon, String pointer) {
        if (!addon.isObject()) {
            add(pointer, "must be an object");
            return;
        }
        for (String field : List.of("name", "version")) {
            if (!isTextOrNull(addon.path(field))) {
                add(pointer + "/" + field, addon.has(field) ? "must be a text or null" : "is missing");
            }
        }
        if (!addon.path("slug").isTextual()) {
            add(pointer + "/slug", addon.has("slug") ? TEXT : "is missing");
        }
        for (Iterator<String> fields = addon.fieldNames(); fields.hasNext(); ) {
            String field = fields.next();
            if (!ADDON_FIELDS.contains(field)) {
                add(
                        pointer + "/" + escaped(field),
                        "is no field of an add-on: Home Assistant knows name, slug and version");
            }
        }
    }

    /** Home Assistant looks at two of them, and passes over what it does not know. */
    private void extra() {
        if (require("extra_metadata", JsonNode::isObject, "must be an object")) {
            JsonNode extra = backup.get("extra_metadata");
            if (extra.has("instance_id") && !extra.get("instance_id").isTextual()) {
                add("/extra_metadata/instance_id", TEXT);
            }
            JsonNode automatic = extra.path("with_automatic_settings");
            if (!automatic.isMissingNode() && !automatic.isBoolean() && !automatic.isTextual()) {
                add("/extra_metadata/with_automatic_settings", FLAG);
            }
        }
    }

    /** Half a character is no text to Home Assistant, whose reader refuses the whole file then. */
    private void texts(JsonNode node, String pointer) {
        if (node.isTextual() && isTorn(node.textValue())) {
            add(pointer, "holds half a character");
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                texts(node.get(i), pointer + "/" + i);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                String place = pointer + "/" + escaped(field.getKey());
                if (isTorn(field.getKey())) {
                    add(pointer, "holds a field whose name has half a character");
                }
                texts(field.getValue(), place);
            });
        }
    }

    private boolean require(String field, Predicate<JsonNode> fits, String otherwise) {
        JsonNode value = backup.path(field);
        if (fits.test(value)) {
            return true;
        }
        add("/" + field, value.isMissingNode() ? "is missing" : otherwise);
        return false;
    }

    private void add(String pointer, String detail) {
        problems.add(new BackupDescription.Problem(pointer, detail));
    }

    private static boolean isId(JsonNode node) {
        String id = node.textValue();
        return id != null && id.matches("[A-Za-z0-9_.-]{1,128}") && !id.matches("\\.{1,2}");
    }

    private static boolean isTextOrNull(JsonNode node) {
        return node.isTextual() || node.isNull();
    }

    private static boolean isTorn(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
