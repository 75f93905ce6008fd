package io.driverelay.intake;

import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.ArrayList;
import java.util.List;

/** A home's uploads that are alive, listed once a call when they are first needed, with those that the call has opened since. */
final class HomeUploads {
    private final Uploads uploads;
    private final String connectionId;
    private List<UploadMark> marks;

    HomeUploads(Uploads uploads, String connectionId) {
        this.uploads = uploads;
        this.connectionId = connectionId;
    }

    List<UploadMark> marks() {
        if (marks == null) {
            marks = new ArrayList<>(uploads.list(connectionId));
        }
        return marks;
    }

    void opened(Upload upload) {
        marks().removeIf(mark -> mark.uploadId().equals(upload.id()));
        marks().add(UploadMark.of(upload));
    }
}
