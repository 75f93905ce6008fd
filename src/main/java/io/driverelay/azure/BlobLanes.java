package io.driverelay.azure;

import io.driverelay.store.Versioned;
import io.driverelay.upload.Lane;
import io.driverelay.upload.Lanes;
import java.util.Map;
import java.util.Optional;

/** Lanes as blobs {@code lanes/<name>.json}; a rule of the account deletes those that nobody used for longer than an upload may live. */
public final class BlobLanes implements Lanes {
    private final JsonBlobs<Lane> blobs;

    public BlobLanes(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "lanes", Lane.class, new Json());
    }

    @Override
    public Optional<Versioned<Lane>> find(String name) {
        return blobs.find(blob(name));
    }

    @Override
    public Versioned<Lane> create(String name, Lane lane) {
        return blobs.create(blob(name), lane, Map.of());
    }

    @Override
    public Versioned<Lane> replace(String name, Versioned<Lane> changed) {
        return blobs.replace(blob(name), changed, Map.of());
    }

    private static String blob(String name) {
        return name + ".json";
    }
}
