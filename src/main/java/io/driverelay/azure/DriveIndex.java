package io.driverelay.azure;

import io.driverelay.drive.DriveId;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which connections may be linked to a drive, as blobs {@code drive-connections/<hash of its id>/<connectionId>.json}: written before the
 * connection's own record, which alone tells whether it is.
 */
final class DriveIndex {
    private final JsonBlobs<Entry> blobs;

    record Entry(String connectionId) {}

    DriveIndex(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "drive-connections", Entry.class, new Json());
    }

    void add(String driveId, String connectionId) {
        try {
            blobs.create(name(driveId, connectionId), new Entry(connectionId), Map.of());
        } catch (ChangedMeanwhile e) {
            // it is there
        }
    }

    List<String> of(String driveId) {
        String folder = folder(driveId);
        List<String> found = new ArrayList<>();
        blobs.visit(
                folder,
                items -> items.forEach(item ->
                        found.add(item.getName().substring(folder.length()).replaceAll("\\.json$", ""))));
        return found;
    }

    void remove(String driveId, String connectionId) {
        blobs.delete(name(driveId, connectionId));
    }

    private static String name(String driveId, String connectionId) {
        return folder(driveId) + connectionId + ".json";
    }

    private static String folder(String driveId) {
        return Ids.derivedFrom(DriveId.canonical(driveId)) + "/";
    }
}
