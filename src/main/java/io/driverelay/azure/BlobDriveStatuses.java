package io.driverelay.azure;

import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LastBackup;
import io.driverelay.store.Versioned;
import java.util.Optional;

/** What was read of the drives, as blobs of the container {@code status}. */
public final class BlobDriveStatuses implements DriveStatuses {
    private static final String CONTAINER = "status";
    private static final String PASS = "pass.json";

    private final JsonBlobs<DriveStatus> statuses;
    private final JsonBlobs<LastBackup> backups;
    private final JsonBlobs<CheckPass> passes;

    public BlobDriveStatuses(StorageClients clients) {
        var json = new Json();
        this.statuses = new JsonBlobs<>(clients, CONTAINER, DriveStatus.class, json);
        this.backups = new JsonBlobs<>(clients, CONTAINER, LastBackup.class, json);
        this.passes = new JsonBlobs<>(clients, CONTAINER, CheckPass.class, json);
    }

    @Override
    public Optional<DriveStatus> find(String connectionId) {
        return statuses.find(statusName(connectionId)).map(Versioned::value);
    }

    @Override
    public void store(DriveStatus status) {
        statuses.store(statusName(status.connectionId()), status);
    }

    @Override
    public Optional<LastBackup> findLastBackup(String connectionId) {
        return backups.find(backupName(connectionId)).map(Versioned::value);
    }

    @Override
    public void keepLastBackup(String connectionId, LastBackup backup) {
        backups.merge(
                backupName(connectionId),
                backup,
                (before, next) -> before.deliveredAt().isBefore(next.deliveredAt()) ? next : before);
    }

    @Override
    public Optional<CheckPass> lastPass() {
        return passes.find(PASS).map(Versioned::value);
    }

    @Override
    public void storePass(CheckPass pass) {
        passes.store(PASS, pass);
    }

    @Override
    public void delete(String connectionId) {
        statuses.delete(statusName(connectionId));
        backups.delete(backupName(connectionId));
    }

    private static String statusName(String connectionId) {
        return connectionId + ".json";
    }

    private static String backupName(String connectionId) {
        return connectionId + ".last-backup.json";
    }
}
