package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Upload records as blobs {@code uploads/<connectionId>/<uploadId>.json}, their marks as the blobs' metadata. */
public final class BlobUploads implements Uploads {
    private static final System.Logger LOG = System.getLogger(BlobUploads.class.getName());

    private final JsonBlobs<Upload> blobs;

    public BlobUploads(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "uploads", Upload.class, new Json());
    }

    @Override
    public Optional<Versioned<Upload>> find(String connectionId, String uploadId) {
        return blobs.find(name(connectionId, uploadId));
    }

    @Override
    public Versioned<Upload> create(Upload upload) {
        return blobs.create(name(upload), upload, UploadMarks.write(UploadMark.of(upload)));
    }

    @Override
    public Versioned<Upload> replace(Versioned<Upload> changed) {
        Upload upload = changed.value();
        return blobs.replace(name(upload), changed, UploadMarks.write(UploadMark.of(upload)));
    }

    @Override
    public List<UploadMark> list(String connectionId) {
        return marks(connectionId + "/");
    }

    @Override
    public List<UploadMark> listAll() {
        return marks("");
    }

    @Override
    public void delete(Versioned<Upload> read) {
        String name = name(read.value());
        if (!blobs.deleteVersion(name, read.eTag()) && blobs.find(name).isPresent()) {
            throw new ChangedMeanwhile(name);
        }
    }

    private List<UploadMark> marks(String prefix) {
        return blobs.list(prefix).stream().flatMap(this::mark).toList();
    }

    /** Where somebody lost or changed the metadata, the record itself tells. One that says nothing either must not hide the others. */
    private Stream<UploadMark> mark(BlobItem item) {
        try {
            return Stream.of(UploadMarks.read(item));
        } catch (IllegalArgumentException | DateTimeException e) {
            return markOfRecord(item.getName());
        }
    }

    private Stream<UploadMark> markOfRecord(String name) {
        try {
            return blobs.find(name).stream().map(found -> UploadMark.of(found.value()));
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "event=record-unreadable record={0}", name);
            return Stream.empty();
        }
    }

    private static String name(Upload upload) {
        return name(upload.order().connectionId(), upload.id());
    }

    private static String name(String connectionId, String uploadId) {
        return connectionId + "/" + uploadId + ".json";
    }
}
