package io.driverelay.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Ids;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a home says of an upload in a request. */
final class UploadBody {
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_METADATA_BYTES = 256 * 1024;

    private UploadBody() {}

    static UploadRequest read(Optional<String> text) {
        Body body = Body.of(text);
        Kind kind = body.choice("kind", Kind.class);
        String fileName = body.text("fileName");
        String folder = body.text("destinationFolder");
        Long sizeBytes = body.number("sizeBytes");
        String sha256 = body.text("sha256");
        Transfer transfer = body.choice("transfer", Transfer.class);
        Conflict conflict = body.choice("conflict", Conflict.class);
        BackupMetadata metadata = metadata(body);
        if (fileName == null) {
            body.fault("fileName", "is missing");
        }
        if (sizeBytes == null) {
            body.fault("sizeBytes", "is missing, or not a whole number of bytes");
        }
        body.end();
        var destination = new Destination(folder == null ? "" : folder, fileName);
        return new UploadRequest(kind, destination, sizeBytes, sha256, transfer, conflict, metadata);
    }

    static Optional<String> idempotencyKey(HttpRequestMessage<?> request) {
        Optional<String> key = Door.header(request, "idempotency-key");
        if (key.filter(text -> text.length() > LONGEST_KEY).isPresent()) {
            throw new Refused(
                    RefusalCode.INVALID_REQUEST, "Idempotency-Key must have at most " + LONGEST_KEY + " characters.");
        }
        return key;
    }

    /** An id out of a path; what cannot be one is unknown. */
    static String id(String text) {
        if (!Ids.isId(text)) {
            throw new Refused(RefusalCode.UNKNOWN_UPLOAD, "There is no upload of that id.");
        }
        return text;
    }

    static Optional<String> traceparent(ExecutionContext context) {
        return Optional.ofNullable(context.getTraceContext())
                .map(trace -> trace.getTraceparent())
                .filter(text -> text.matches("[0-9a-f-]{10,80}"));
    }

    private static BackupMetadata metadata(Body body) {
        JsonNode given = body.object("metadata");
        if (given == null) {
            return null;
        }
        String json = given.toString();
        if (json.getBytes(StandardCharsets.UTF_8).length > LONGEST_METADATA_BYTES) {
            body.fault("metadata", "must have at most " + LONGEST_METADATA_BYTES + " bytes");
        }
        String backupId = given.path("backup_id").asText("");
        String name = given.path("name").asText("");
        if (!backupId.matches("[A-Za-z0-9_.-]{1,128}")) {
            body.fault("metadata/backup_id", "must be Home Assistant's id of the backup");
        }
        if (name.isEmpty()) {
            body.fault("metadata/name", "must be the backup's name");
        }
        return new BackupMetadata(json, backupId, name);
    }
}
