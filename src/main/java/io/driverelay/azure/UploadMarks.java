package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A mark as the metadata of its record's blob; what is null is left out. */
final class UploadMarks {
    private UploadMarks() {}

    static Map<String, String> write(UploadMark mark) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("state", mark.state().name());
        put(metadata, "reason", mark.reason());
        metadata.put("missing", Long.toString(mark.missingBytes()));
        metadata.put("spacerefusals", Integer.toString(mark.spaceRefusals()));
        put(metadata, "opened", mark.openedAt());
        put(metadata, "urlexpires", mark.urlExpiresAt());
        put(metadata, "committed", mark.committedAt());
        put(metadata, "ended", mark.endedAt());
        put(metadata, "due", mark.dueAt());
        put(metadata, "claim", mark.claimUntil());
        put(metadata, "swept", mark.sweptAt());
        metadata.put("cancel", Boolean.toString(mark.cancelRequested()));
        metadata.put("content", Boolean.toString(mark.hasContent()));
        metadata.put("totell", Boolean.toString(mark.toTell()));
        return metadata;
    }

    /** @throws IllegalArgumentException or {@link java.time.DateTimeException} where it is none of ours */
    static UploadMark read(BlobItem item) {
        Map<String, String> metadata = item.getMetadata() == null ? Map.of() : item.getMetadata();
        String name = item.getName();
        if (!metadata.containsKey("state") || !name.matches("[^/]+/[^/]+\\.json")) {
            throw new IllegalArgumentException("no mark");
        }
        int slash = name.indexOf('/');
        return new UploadMark(
                name.substring(0, slash),
                name.substring(slash + 1, name.length() - ".json".length()),
                UploadState.valueOf(metadata.get("state")),
                metadata.containsKey("reason") ? Reason.valueOf(metadata.get("reason")) : null,
                Long.parseLong(metadata.get("missing")),
                Integer.parseInt(metadata.get("spacerefusals")),
                time(metadata, "opened"),
                time(metadata, "urlexpires"),
                time(metadata, "committed"),
                time(metadata, "ended"),
                time(metadata, "due"),
                time(metadata, "claim"),
                time(metadata, "swept"),
                Boolean.parseBoolean(metadata.get("cancel")),
                Boolean.parseBoolean(metadata.get("content")),
                Boolean.parseBoolean(metadata.get("totell")));
    }

    private static void put(Map<String, String> metadata, String key, Object valueOrNull) {
        if (valueOrNull != null) {
            metadata.put(key, valueOrNull.toString());
        }
    }

    private static Instant time(Map<String, String> metadata, String key) {
        String text = metadata.get(key);
        return text == null ? null : Instant.parse(text);
    }
}
