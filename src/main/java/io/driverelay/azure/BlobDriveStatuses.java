package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.Quota;
import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LastBackup;
import io.driverelay.store.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What was read of the drives, as blobs of the container {@code status}. What cannot be read is none: it is written anew by the next pass. */
public final class BlobDriveStatuses implements DriveStatuses {
    static final String CONTAINER = "status";
    private static final String PASS = "pass.json";
    private static final String ENDING = ".json";

    private final JsonBlobs<DriveStatus> statuses;
    private final Marks<DriveStatus, DriveStatus> marks;
    private final JsonBlobs<LastBackup> backups;
    private final JsonBlobs<CheckPass> passes;

    public BlobDriveStatuses(StorageClients clients) {
        var json = new Json();
        this.statuses = new JsonBlobs<>(clients, CONTAINER, DriveStatus.class, json);
        this.marks = new Marks<>(statuses::find, BlobDriveStatuses::read, status -> status);
        this.backups = new JsonBlobs<>(clients, CONTAINER, LastBackup.class, json);
        this.passes = new JsonBlobs<>(clients, CONTAINER, CheckPass.class, json);
    }

    @Override
    public Optional<DriveStatus> find(String connectionId) {
        return statuses.findReadable(statusName(connectionId));
    }

    @Override
    public Map<String, DriveStatus> all(Consumer<String> unreadable) {
        Map<String, DriveStatus> all = new HashMap<>();
        statuses.visit("", items -> {
            List<BlobItem> ofDrives =
                    items.stream().filter(BlobDriveStatuses::isStatus).toList();
            marks.of(ofDrives, unreadable).forEach(status -> all.put(status.connectionId(), status));
        });
        return all;
    }

    @Override
    public void store(DriveStatus status) {
        statuses.store(statusName(status.connectionId()), status, write(status));
    }

    @Override
    public Optional<LastBackup> findLastBackup(String connectionId) {
        return backups.findReadable(backupName(connectionId));
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
        return passes.findReadable(PASS);
    }

    @Override
    public void storePass(CheckPass pass) {
        passes.store(PASS, pass, Map.of());
    }

    @Override
    public void delete(String connectionId) {
        statuses.delete(statusName(connectionId));
        backups.delete(backupName(connectionId));
        backups.delete(BlobFaultNotes.name(connectionId));
    }

    /** The last backups and the passes lie beside them. */
    private static boolean isStatus(BlobItem item) {
        String name = item.getName();
        return name.endsWith(ENDING) && Ids.isId(name.substring(0, name.length() - ENDING.length()));
    }

    private static Map<String, String> write(DriveStatus status) {
        Quota quota = status.quota();
        return Metadata.empty()
                .with("state", quota.state().name())
                .with("total", quota.totalBytes())
                .with("used", quota.usedBytes())
                .with("remaining", quota.remainingBytes())
                .with("deleted", quota.deletedBytes())
                .with("since", status.stateSince())
                .with("read", status.readAt())
                .asMap();
    }

    private static DriveStatus read(BlobItem item) {
        Metadata metadata = Metadata.of(item);
        if (!metadata.has("state") || !metadata.has("since") || !metadata.has("read")) {
            throw new IllegalArgumentException("no mark");
        }
        var quota = new Quota(
                metadata.number("total"),
                metadata.number("used"),
                metadata.number("remaining"),
                metadata.number("deleted"),
                DriveState.valueOf(metadata.plain("state")));
        String name = item.getName();
        return new DriveStatus(
                name.substring(0, name.length() - ENDING.length()),
                quota,
                metadata.time("since"),
                metadata.time("read"));
    }

    private static String statusName(String connectionId) {
        return connectionId + ENDING;
    }

    private static String backupName(String connectionId) {
        return connectionId + ".last-backup.json";
    }
}
