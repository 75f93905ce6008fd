package io.driverelay.azure;

import io.driverelay.upkeep.PassNotes;
import java.util.Map;
import java.util.Optional;

/** Where upkeep stopped, as the blob {@code status/upkeep.json}. */
public final class BlobPassNotes implements PassNotes {
    private static final String NAME = "upkeep.json";

    private final JsonBlobs<Note> blobs;

    public BlobPassNotes(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "status", Note.class, new Json());
    }

    @Override
    public Optional<Note> last() {
        return blobs.findReadable(NAME);
    }

    @Override
    public void store(Note note) {
        blobs.store(NAME, note, Map.of());
    }
}
