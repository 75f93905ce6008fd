package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.util.Map;

/** A mark as the metadata of its record's blob; what is null is left out. */
final class UploadMarks {
    private UploadMarks() {}

    static Map<String, String> write(UploadMark mark) {
        return Metadata.empty()
                .with("state", mark.state().name())
                .with("trace", mark.traceId())
                .with("kind", mark.kind() == null ? null : mark.kind().name())
                .with("key", mark.openedByKey())
                .with("reason", mark.reason() == null ? null : mark.reason().name())
                .with("size", mark.sizeBytes())
                .with("missing", mark.missingBytes())
                .with("spacerefusals", mark.spaceRefusals())
                .with("opened", mark.openedAt())
                .with("urlexpires", mark.urlExpiresAt())
                .with("committed", mark.committedAt())
                .with("ended", mark.endedAt())
                .with("retried", mark.retriedAt())
                .with("due", mark.dueAt())
                .with("claim", mark.claimUntil())
                .with("swept", mark.sweptAt())
                .with("cancel", mark.cancelRequested())
                .with("content", mark.hasContent())
                .with("totell", mark.toTell())
                .asMap();
    }

    /** @throws IllegalArgumentException or {@link java.time.DateTimeException} where it is none of ours */
    static UploadMark read(BlobItem item) {
        String name = item.getName();
        if (!name.matches("[^/]+/[^/]+\\.json")) {
            throw new IllegalArgumentException("no record's name");
        }
        int slash = name.indexOf('/');
        String uploadId = name.substring(slash + 1, name.length() - ".json".length());
        return read(name.substring(0, slash), uploadId, Metadata.of(item));
    }

    /** @throws IllegalArgumentException or {@link java.time.DateTimeException} where it is none of ours */
    static UploadMark read(String connectionId, String uploadId, Metadata metadata) {
        if (!metadata.has("state") || !metadata.has("opened") || !metadata.has("size") || !metadata.has("missing")) {
            throw new IllegalArgumentException("no mark");
        }
        String reason = metadata.plain("reason");
        String kind = metadata.plain("kind");
        return new UploadMark(
                connectionId,
                uploadId,
                metadata.plain("trace"),
                kind == null ? null : Kind.valueOf(kind),
                metadata.plain("key"),
                UploadState.valueOf(metadata.plain("state")),
                reason == null ? null : Reason.valueOf(reason),
                metadata.number("size"),
                metadata.number("missing"),
                Math.toIntExact(metadata.has("spacerefusals") ? metadata.number("spacerefusals") : 0),
                metadata.time("opened"),
                metadata.time("urlexpires"),
                metadata.time("committed"),
                metadata.time("ended"),
                metadata.time("retried"),
                metadata.time("due"),
                metadata.time("claim"),
                metadata.time("swept"),
                metadata.flag("cancel"),
                metadata.flag("content"),
                metadata.flag("totell"));
    }
}
