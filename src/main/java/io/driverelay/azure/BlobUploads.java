package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Upload records as blobs {@code uploads/<connectionId>/<uploadId>.json}, their marks as the blobs' metadata; those that have ended for good
 * in {@link EndedUploads}.
 */
public final class BlobUploads implements Uploads {
    private static final EventLog EVENTS = new EventLog();

    /** What such a version means: the record is not among the living. */
    private static final String ENDED = "ended";

    private final JsonBlobs<Upload> blobs;
    private final Marks<Upload, UploadMark> marks;
    private final EndedUploads ended;

    public BlobUploads(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "uploads", Upload.class, new Json());
        this.marks = new Marks<>(blobs::find, UploadMarks::read, UploadMark::of);
        this.ended = new EndedUploads(clients);
    }

    @Override
    public Optional<Versioned<Upload>> find(String connectionId, String uploadId) {
        return blobs.find(name(connectionId, uploadId))
                .or(() -> findEnded(connectionId, uploadId).map(upload -> new Versioned<>(upload, ENDED)));
    }

    @Override
    public Optional<Upload> findEnded(String connectionId, String uploadId) {
        return ended.find(connectionId, uploadId);
    }

    @Override
    public Versioned<Upload> create(Upload upload) {
        return blobs.create(name(upload), upload, UploadMarks.write(UploadMark.of(upload)));
    }

    @Override
    public Versioned<Upload> replace(Versioned<Upload> changed) {
        Upload upload = changed.value();
        return changed.eTag().equals(ENDED)
                ? create(upload)
                : blobs.replace(name(upload), changed, UploadMarks.write(UploadMark.of(upload)));
    }

    @Override
    public List<UploadMark> list(String connectionId) {
        List<UploadMark> found = new ArrayList<>();
        visit(connectionId + "/", found::add, BlobUploads::unreadable);
        return found;
    }

    @Override
    public void visit(Consumer<UploadMark> visitor, Consumer<String> unreadable) {
        visit("", visitor, unreadable);
    }

    /** The copy first: a record that is in both places is moved again. */
    @Override
    public void end(Versioned<Upload> read) {
        if (read.eTag().equals(ENDED)) {
            return;
        }
        ended.keep(read.value());
        String name = name(read.value());
        if (!blobs.deleteVersion(name, read.eTag()) && blobs.isThere(name)) {
            throw new ChangedMeanwhile(name);
        }
    }

    @Override
    public Page<UploadMark> ended(String connectionId, String cursor, int limit) {
        return ended.newestFirst(connectionId, cursor, limit);
    }

    private void visit(String prefix, Consumer<UploadMark> visitor, Consumer<String> unreadable) {
        blobs.visit(
                prefix, (List<BlobItem> items) -> marks.of(items, unreadable).forEach(visitor));
    }

    static void unreadable(String name) {
        EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, name));
    }

    private static String name(Upload upload) {
        return name(upload.order().connectionId(), upload.id());
    }

    private static String name(String connectionId, String uploadId) {
        return connectionId + "/" + uploadId + ".json";
    }
}
