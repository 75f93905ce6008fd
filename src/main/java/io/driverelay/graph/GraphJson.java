package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.FragmentAnswer.Accepted;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.Quota;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/** Graph's JSON, read tolerantly: what is missing is null or unknown. */
final class GraphJson {
    private GraphJson() {}

    /** Empty when it is no item. */
    static Optional<DriveItem> item(JsonNode json) {
        if (!json.path("id").isTextual() || !json.path("name").isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new DriveItem(
                json.path("id").asText(),
                text(json.path("eTag")),
                json.path("name").asText(),
                json.path("size").asLong(0),
                text(json.path("file").path("hashes").path("quickXorHash")),
                text(json.path("webUrl")),
                time(json.path("fileSystemInfo").path("lastModifiedDateTime")),
                text(json.path("parentReference").path("path")),
                json.has("folder")));
    }

    static DriveAccount account(JsonNode json) {
        return new DriveAccount(
                json.path("id").asText(),
                json.path("driveType").asText("personal"),
                text(json.path("owner").path("user").path("displayName")),
                text(json.path("webUrl")),
                quota(json.path("quota")));
    }

    static Quota quota(JsonNode json) {
        return new Quota(
                number(json.path("total")),
                number(json.path("used")),
                number(json.path("remaining")),
                number(json.path("deleted")),
                DriveState.of(json.path("state").asText("")));
    }

    /** {@code nextExpectedRanges} is met as "26-", "0-25", several, none at all: the smallest beginning counts. */
    static Accepted standing(JsonNode json) {
        OptionalLong next = StreamSupport.stream(json.path("nextExpectedRanges").spliterator(), false)
                .map(JsonNode::asText)
                .filter(range -> range.matches("[0-9]{1,18}-[0-9]*"))
                .mapToLong(range -> Long.parseLong(range.substring(0, range.indexOf('-'))))
                .min();
        return new Accepted(next, time(json.path("expirationDateTime")));
    }

    static ObjectNode sessionRequest(NewFile file) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode item = body.putObject("item");
        item.put("@microsoft.graph.conflictBehavior", conflict(file));
        item.put("name", file.name());
        item.put("fileSize", file.sizeBytes());
        item.set("fileSystemInfo", fileSystemInfo(file));
        return body;
    }

    static ObjectNode fileSystemInfo(NewFile file) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("lastModifiedDateTime", file.lastModified().toString());
    }

    static String conflict(NewFile file) {
        return file.replace() ? "replace" : "fail";
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static Long number(JsonNode node) {
        return node.isNumber() ? node.asLong() : null;
    }

    private static Instant time(JsonNode node) {
        try {
            return node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
