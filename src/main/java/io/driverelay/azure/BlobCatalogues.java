package io.driverelay.azure;

import io.driverelay.backup.BackupCatalogue;
import io.driverelay.backup.BackupCatalogues;
import java.util.Optional;

/** Catalogues as blobs {@code backup-catalogues/<connectionId>.json}. */
public final class BlobCatalogues implements BackupCatalogues {
    private final JsonBlobs<BackupCatalogue> blobs;

    public BlobCatalogues(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "backup-catalogues", BackupCatalogue.class, new Json());
    }

    @Override
    public Optional<BackupCatalogue> find(String connectionId) {
        return blobs.findReadable(blob(connectionId));
    }

    @Override
    public void store(String connectionId, BackupCatalogue catalogue) {
        blobs.merge(blob(connectionId), catalogue, (before, next) -> next);
    }

    @Override
    public void delete(String connectionId) {
        blobs.delete(blob(connectionId));
    }

    private static String blob(String connectionId) {
        return connectionId + ".json";
    }
}
