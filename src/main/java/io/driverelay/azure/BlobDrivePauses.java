package io.driverelay.azure;

import io.driverelay.drive.DrivePauses;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Ids;
import io.driverelay.store.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A drive's pause as a blob {@code drives/<driveId>.json}; the id is hashed where it is not a plain name. */
public final class BlobDrivePauses implements DrivePauses {
    private final JsonBlobs<DrivePause> blobs;

    record DrivePause(String driveId, Instant notBefore) {}

    public BlobDrivePauses(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "drives", DrivePause.class, new Json());
    }

    @Override
    public Optional<Instant> notBefore(String driveId) {
        return blobs.find(name(driveId)).map(read -> read.value().notBefore());
    }

    @Override
    public void pauseUntil(String driveId, Instant notBefore) {
        while (true) {
            try {
                keepLater(driveId, notBefore);
                return;
            } catch (ChangedMeanwhile e) {
                // another turn of the drive wrote: the later of the two is kept
            }
        }
    }

    private void keepLater(String driveId, Instant notBefore) {
        var pause = new DrivePause(driveId, notBefore);
        Optional<Versioned<DrivePause>> before = blobs.find(name(driveId));
        if (before.isEmpty()) {
            blobs.create(name(driveId), pause, Map.of());
        } else if (before.get().value().notBefore().isBefore(notBefore)) {
            blobs.replace(name(driveId), before.get().with(old -> pause), Map.of());
        }
    }

    private static String name(String driveId) {
        return (driveId.matches("[A-Za-z0-9!_-]{1,100}") ? driveId : Ids.derivedFrom(driveId)) + ".json";
    }
}
