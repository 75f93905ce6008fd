package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.connection.HomeKeys;
import io.driverelay.intake.Opener;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Ids;
import io.driverelay.telemetry.Trace;
import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Transfer;
import java.util.Optional;

/** What a home says of an upload in a request. */
final class UploadBody {
    private static final int LONGEST_KEY = 200;

    private UploadBody() {}

    /** To find in the same round what else is wrong. */
    private static final BackupMetadata OTHERWISE_RIGHT = new BackupMetadata("{}", "backup", "backup");

    static UploadRequest read(Body body, BackupDescriptions descriptions) {
        Kind kind = body.choice("kind", Kind.class);
        String fileName = body.text("fileName");
        String folder = body.text("destinationFolder");
        Long sizeBytes = body.number("sizeBytes");
        String sha256 = body.text("sha256");
        Transfer transfer = body.choice("transfer", Transfer.class);
        Conflict conflict = body.choice("conflict", Conflict.class);
        BackupMetadata metadata = metadata(body, sizeBytes, descriptions);
        if (fileName == null && kind != Kind.BACKUP) {
            body.fault("fileName", "is missing");
        }
        if (fileName == null && kind == Kind.BACKUP && folder != null && !folder.isEmpty()) {
            body.fault("destinationFolder", "must be left out: a backup goes to the connection's own folder");
        }
        if (sizeBytes == null) {
            body.fault("sizeBytes", "is missing");
        }
        Destination destination = fileName == null
                ? null
                : body.make(() -> new Destination(folder == null ? "" : folder, fileName))
                        // to find in the same round what else is wrong
                        .orElse(new Destination("", "a.tar"));
        var wanted = body.make(() -> new UploadRequest(
                kind, destination, sizeBytes == null ? 0 : sizeBytes, sha256, transfer, conflict, metadata));
        body.end();
        return wanted.orElseThrow();
    }

    /** Empty where there is none; a repeated header arrives as one, with a comma. */
    static Optional<String> idempotencyKey(HttpRequestMessage<?> request) {
        return Optional.ofNullable(request.getHeaders().get("idempotency-key")).map(UploadBody::requireKey);
    }

    /** A {@code traceparent} that is none is passed over, as its standard wants. */
    static Opener opener(HttpRequestMessage<?> request, HomeKeys.Caller caller) {
        return new Opener(
                caller.connection(), caller.key(), Trace.of(request.getHeaders().get("traceparent")));
    }

    static String requireKey(String key) {
        if (!key.matches("[!-+\\--~]{1," + LONGEST_KEY + "}")) {
            throw new Refused(
                    RefusalCode.INVALID_REQUEST,
                    "Idempotency-Key must be sent once, with 1 to " + LONGEST_KEY
                            + " letters, digits and signs of ASCII, without a space or a comma. Leave it out to send none.");
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

    private static BackupMetadata metadata(Body body, Long sizeBytes, BackupDescriptions descriptions) {
        if (body.object("metadata") == null) {
            return null;
        }
        BackupDescription described = descriptions.check(body.written("metadata"));
        if (described instanceof BackupDescription.Invalid invalid) {
            invalid.problems().forEach(problem -> body.fault("metadata" + problem.pointer(), problem.detail()));
            return OTHERWISE_RIGHT;
        }
        BackupMetadata metadata = ((BackupDescription.Valid) described).metadata();
        long itsSize = descriptions.traits(metadata).sizeBytes();
        if (sizeBytes != null && sizeBytes != itsSize) {
            body.fault("metadata/size", "is " + itsSize + ", and sizeBytes is " + sizeBytes + ": it must be the same");
        }
        return metadata;
    }
}
