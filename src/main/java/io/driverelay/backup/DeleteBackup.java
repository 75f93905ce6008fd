package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.DriveItem;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes a backup: its content first, its description last. Should a call die in between, the description still says whose it was: the list
 * tells that its content is missing, and the same call again ends it. The other way round nobody would know the content any more, and upkeep
 * would describe it anew.
 */
public final class DeleteBackup {
    private static final EventLog EVENTS = new EventLog();

    private final ListBackups list;
    private final ReadyDrives drives;
    private final MovingUploads moving;

    public DeleteBackup(ListBackups list, ReadyDrives drives, MovingUploads moving) {
        this.list = list;
        this.drives = drives;
        this.moving = moving;
    }

    /**
     * Everything that bears the id, doubles and halves among it.
     *
     * @return where it went, the bin if any part did; empty where there was nothing
     */
    public Optional<Deletion> delete(Connection connection, String backupId) {
        MovingUploads.requireNone(moving.queued(connection), order -> backupId.equals(order.backupId()));
        Shelf shelf = list.read(connection);
        List<ShelvedBackup> found = Stream.concat(shelf.backups().stream(), shelf.remains().stream())
                .filter(backup -> backup.id().equals(backupId))
                .toList();
        if (found.isEmpty()) {
            shelf.requireAllRead();
            return Optional.empty();
        }
        requireNothingMoves(connection, found);
        Deletion where = drives.call(connection, drive -> delete(new DriveBin(drive, connection), found));
        EVENTS.write(Event.BACKUP_DELETED
                .of(connection.id())
                .with(Text.BACKUP_ID, backupId)
                .with(Text.BIN, where));
        return Optional.of(where);
    }

    /** This very pair, whatever else bears its id. */
    void deleteOne(Connection connection, ShelvedBackup backup) {
        requireNothingMoves(connection, List.of(backup));
        drives.call(connection, drive -> delete(new DriveBin(drive, connection), List.of(backup)));
    }

    private void requireNothingMoves(Connection connection, List<ShelvedBackup> found) {
        String folderId = connection.folder().id();
        found.stream()
                .filter(ShelvedBackup::isWhole)
                .forEach(backup -> moving.requireNone(
                        connection, folderId, backup.content().name()));
    }

    private static Deletion delete(DriveBin bin, List<ShelvedBackup> found) {
        List<DriveItem> inOrder = new ArrayList<>();
        found.stream()
                .filter(ShelvedBackup::isWhole)
                .map(ShelvedBackup::content)
                .forEach(inOrder::add);
        found.stream().map(ShelvedBackup::description).forEach(inOrder::add);
        return bin.takeAll(inOrder);
    }
}
