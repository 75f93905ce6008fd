package io.driverelay.model;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Upload records in memory. */
final class MemoryUploads implements Uploads {
    private final Effects effects;
    private final Consumer<Upload> written;
    private final Table<Upload> table = new Table<>();

    /** @param written is shown every record as it was written */
    MemoryUploads(Effects effects, Consumer<Upload> written) {
        this.effects = effects;
        this.written = written;
    }

    @Override
    public Optional<Versioned<Upload>> find(String connectionId, String uploadId) {
        return effects.read("Uploads.find", () -> table.find(name(connectionId, uploadId)));
    }

    @Override
    public Versioned<Upload> create(Upload upload) {
        return effects.write("Uploads.create", () -> shown(table.create(name(upload), upload)));
    }

    @Override
    public Versioned<Upload> replace(Versioned<Upload> changed) {
        return effects.write("Uploads.replace", () -> shown(table.replace(name(changed.value()), changed)));
    }

    @Override
    public List<UploadMark> list(String connectionId) {
        return effects.read(
                "Uploads.list",
                () -> all().stream()
                        .filter(upload -> upload.order().connectionId().equals(connectionId))
                        .map(UploadMark::of)
                        .toList());
    }

    @Override
    public List<UploadMark> listAll() {
        return effects.read(
                "Uploads.listAll", () -> all().stream().map(UploadMark::of).toList());
    }

    @Override
    public void delete(Versioned<Upload> read) {
        effects.write("Uploads.delete", () -> {
            String name = name(read.value());
            if (!table.deleteVersion(name, read.eTag()) && table.find(name).isPresent()) {
                throw new ChangedMeanwhile(name);
            }
        });
    }

    /** What the harness looks at; no call of a port. */
    List<Upload> all() {
        return table.all().stream().map(Versioned::value).toList();
    }

    private Versioned<Upload> shown(Versioned<Upload> now) {
        written.accept(now.value());
        return now;
    }

    private static String name(Upload upload) {
        return name(upload.order().connectionId(), upload.id());
    }

    private static String name(String connectionId, String uploadId) {
        return connectionId + "/" + uploadId;
    }
}
