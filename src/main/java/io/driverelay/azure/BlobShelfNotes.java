package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.status.ShelfNote;
import io.driverelay.status.ShelfNotes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Notes as blobs {@code shelves/<connectionId>.json}, all of them in their metadata, too. */
public final class BlobShelfNotes implements ShelfNotes {
    private static final String ENDING = ".json";

    private final JsonBlobs<ShelfNote> blobs;
    private final Marks<ShelfNote, ShelfNote> marks;

    public BlobShelfNotes(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "shelves", ShelfNote.class, new Json());
        this.marks = new Marks<>(blobs::find, BlobShelfNotes::read, note -> note);
    }

    @Override
    public Optional<ShelfNote> find(String connectionId) {
        return blobs.findReadable(connectionId + ENDING);
    }

    @Override
    public void visit(Consumer<ShelfNote> visitor, Consumer<String> unreadable) {
        blobs.visit("", items -> marks.of(items, unreadable).forEach(visitor));
    }

    @Override
    public void store(ShelfNote note) {
        blobs.store(note.connectionId() + ENDING, note, write(note));
    }

    @Override
    public void delete(String connectionId) {
        blobs.delete(connectionId + ENDING);
    }

    private static Map<String, String> write(ShelfNote note) {
        Metadata metadata = Metadata.empty().with("due", note.dueAt()).with("deleting", note.deletingSince());
        return note.countedAt() == null
                ? metadata.asMap()
                : metadata.with("backups", (long) note.backups())
                        .with("bytes", note.bytes())
                        .with("counted", note.countedAt())
                        .asMap();
    }

    private static ShelfNote read(BlobItem item) {
        Metadata metadata = Metadata.of(item);
        String name = item.getName();
        if (!metadata.has("due") || !name.endsWith(ENDING)) {
            throw new IllegalArgumentException("no mark");
        }
        var note = ShelfNote.first(name.substring(0, name.length() - ENDING.length()), metadata.time("due"))
                .deletingSince(metadata.time("deleting"));
        return metadata.has("counted")
                ? note.counted(
                        Math.toIntExact(metadata.number("backups")), metadata.number("bytes"), metadata.time("counted"))
                : note;
    }
}
