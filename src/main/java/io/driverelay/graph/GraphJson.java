package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveId;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.FragmentAnswer.Accepted;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.Quota;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Graph's JSON, read tolerantly: what is missing is null or unknown. */
final class GraphJson {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private GraphJson() {}

    /** Empty when it is no item: a file whose size is not told is none either. */
    static Optional<DriveItem> item(JsonNode json) {
        String id = text(json.path("id"));
        String name = text(json.path("name"));
        boolean folder = json.path("folder").isObject();
        Long size = number(json.path("size"));
        boolean sized = size != null && size >= 0;
        if (id == null || name == null || !(sized || folder)) {
            return Optional.empty();
        }
        long bytes = sized ? size : 0;
        return Optional.of(new DriveItem(
                id,
                text(json.path("eTag")),
                name,
                bytes,
                ItemHash.read(text(json.path("file").path("hashes").path("quickXorHash")), bytes),
                text(json.path("webUrl")),
                time(json.path("createdDateTime")),
                time(json.path("fileSystemInfo").path("lastModifiedDateTime")),
                text(json.path("parentReference").path("path")),
                text(json.path("description")),
                folder));
    }

    /** Empty when it is no drive: nothing must ever be bound to an answer that says of no drive whose it is. */
    static Optional<DriveAccount> account(JsonNode json) {
        String id = text(json.path("id"));
        String type = text(json.path("driveType"));
        if (id == null || type == null) {
            return Optional.empty();
        }
        return Optional.of(new DriveAccount(
                DriveId.canonical(id.strip()),
                type,
                text(json.path("owner").path("user").path("displayName")),
                text(json.path("webUrl")),
                quota(json.path("quota"))));
    }

    /** A quota of zeros is met where there is one (onedrive-api-docs#1245): it says nothing, its state included. */
    static Quota quota(JsonNode json) {
        Long total = number(json.path("total"));
        Long used = number(json.path("used"));
        Long remaining = number(json.path("remaining"));
        boolean told = Stream.of(total, used, remaining).anyMatch(Objects::nonNull);
        if (told && isNothing(total) && isNothing(remaining) && (total != null || isNothing(used))) {
            return Quota.UNKNOWN;
        }
        return new Quota(
                total,
                used,
                remaining,
                number(json.path("deleted")),
                DriveState.of(json.path("state").asText("")));
    }

    private static boolean isNothing(Long bytes) {
        return bytes == null || bytes == 0;
    }

    /** {@code nextExpectedRanges} is met as "26-", "0-25", several, none at all: the smallest beginning counts. */
    static Accepted standing(JsonNode json) {
        OptionalLong next = StreamSupport.stream(json.path("nextExpectedRanges").spliterator(), false)
                .map(JsonNode::asText)
                .map(String::strip)
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

    /** Null for what is no text, or says nothing. */
    static String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
    }

    /** Null for what is no whole number, or none that a long can hold. */
    private static Long number(JsonNode node) {
        return node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong() ? node.asLong() : null;
    }

    /** Null for what is no time, or one that nobody's file can have. */
    private static Instant time(JsonNode node) {
        try {
            Instant time =
                    node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : null;
            return time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
