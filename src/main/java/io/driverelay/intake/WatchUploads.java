package io.driverelay.intake;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads uploads for whoever watches them. */
public final class WatchUploads {
    private static final Comparator<UploadMark> NEWEST_FIRST = Comparator.comparing(UploadMark::openedAt)
            .thenComparing(UploadMark::uploadId)
            .reversed();

    private final Uploads uploads;
    private final StagedContent content;

    public WatchUploads(Uploads uploads, StagedContent content) {
        this.uploads = uploads;
        this.content = content;
    }

    public Upload get(String connectionId, String uploadId) {
        return find(connectionId, uploadId)
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_UPLOAD, "There is no upload of that id."));
    }

    public Optional<Upload> find(String connectionId, String uploadId) {
        return uploads.find(connectionId, uploadId).map(Versioned::value);
    }

    /** What a write-only URL's holder cannot list itself. */
    public List<Staging.Block> blocks(Upload upload) {
        return content.blocks(upload);
    }

    public List<UploadMark> newestFirst(String connectionId) {
        return uploads.list(connectionId).stream().sorted(NEWEST_FIRST).toList();
    }
}
