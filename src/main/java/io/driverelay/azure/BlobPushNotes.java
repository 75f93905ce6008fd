package io.driverelay.azure;

import io.driverelay.push.PushNote;
import io.driverelay.push.PushNotes;
import java.util.Optional;

/** Notes as blobs {@code pushes/<connectionId>.json}. */
public final class BlobPushNotes implements PushNotes {
    private final JsonBlobs<PushNote> blobs;

    public BlobPushNotes(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "pushes", PushNote.class, new Json());
    }

    @Override
    public Optional<PushNote> find(String connectionId) {
        return blobs.findReadable(name(connectionId));
    }

    @Override
    public void add(PushNote told) {
        blobs.merge(name(told.connectionId()), told, PushNote::with);
    }

    @Override
    public void delete(String connectionId) {
        blobs.delete(name(connectionId));
    }

    private static String name(String connectionId) {
        return connectionId + ".json";
    }
}
