package io.driverelay.intake;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A small file that came through the function itself: opened, staged and committed in one call. */
public final class ReceiveFile {
    /** More would be held in memory several times over. */
    public static final int LARGEST_BYTES = 8 << 20;

    private final OpenUpload open;
    private final Staging staging;
    private final CommitUpload commit;

    public ReceiveFile(OpenUpload open, Staging staging, CommitUpload commit) {
        this.open = open;
        this.staging = staging;
        this.commit = commit;
    }

    /** @param conflict null for a file's default */
    public Upload receive(
            Opener opener, String path, byte[] content, Conflict conflict, Optional<String> idempotencyKey) {
        if (content.length > LARGEST_BYTES) {
            throw new Refused(
                            RefusalCode.TOO_LARGE_FOR_DIRECT,
                            "A direct upload carries at most " + LARGEST_BYTES
                                    + " bytes. Open an upload (POST /api/connections/{id}/uploads) and put the bytes to its staging URL.")
                    .with("limitBytes", LARGEST_BYTES)
                    .with("sizeBytes", content.length);
        }
        // the hash makes the same key with other bytes another request
        var request = new UploadRequest(
                Kind.FILE, Destination.ofPath(path), content.length, sha256(content), Transfer.SINGLE, conflict, null);
        Upload upload = open.openings(opener).open(request, idempotencyKey).upload();
        if (upload.state() != UploadState.AWAITING_CONTENT) {
            return upload;
        }
        staging.put(upload.staged().blob(), content);
        return commit.commit(opener.connection().id(), upload.id());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
