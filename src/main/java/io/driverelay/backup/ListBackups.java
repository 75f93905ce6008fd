package io.driverelay.backup;

import io.driverelay.backup.BackupCatalogue.Entry;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.Drive;
import io.driverelay.drive.FolderPage.Child;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.BackupDescriptions;
import java.util.List;
import java.util.Optional;

/**
 * What lies in a home's folder. The drive is asked for the folder each time, 200 items a call, and for those descriptions alone that are new
 * or changed since the catalogue was written.
 */
public final class ListBackups {
    private static final EventLog EVENTS = new EventLog();

    private final ReadyDrives drives;
    private final BackupCatalogues catalogues;
    private final BackupDescriptions descriptions;
    private final MovingUploads moving;

    public ListBackups(
            ReadyDrives drives, BackupCatalogues catalogues, BackupDescriptions descriptions, MovingUploads moving) {
        this.drives = drives;
        this.catalogues = catalogues;
        this.descriptions = descriptions;
        this.moving = moving;
    }

    /** @throws io.driverelay.drive.DriveFault when the drive cannot be read now; what came until then is not read again */
    public Shelf read(Connection connection) {
        return drives.call(connection, drive -> read(connection, drive));
    }

    /** The same on a drive that is at hand. */
    Shelf read(Connection connection, Drive drive) {
        Connection.Folder folder = connection.folder();
        FolderContents contents = FolderContents.of(drive, folder.id(), folder.name());
        List<Child> small = contents.descriptions().stream()
                .filter(file -> file.item().sizeBytes() <= BackupDescriptions.LARGEST_BYTES)
                .toList();
        BackupCatalogue before = known(connection.id());
        var read = new Descriptions(drive);
        read.read(small, before.known());
        keep(connection.id(), before, read.catalogue(before, small));
        read.fault().ifPresent(fault -> {
            throw fault;
        });
        var sorting = new Sorting(contents, descriptions);
        contents.descriptions().forEach(file -> sorting.add(file.item(), text(read, file)));
        return sorting.shelf(tar -> moving.isMoving(connection, folder.id(), tar.name()));
    }

    private static Optional<Entry> text(Descriptions read, Child file) {
        return read.of(file.item());
    }

    /** Without it every description is read, and nothing else is worse. */
    private BackupCatalogue known(String connectionId) {
        try {
            return catalogues.find(connectionId).orElse(BackupCatalogue.EMPTY);
        } catch (StorageUnavailable e) {
            return BackupCatalogue.EMPTY;
        }
    }

    private void keep(String connectionId, BackupCatalogue before, BackupCatalogue now) {
        if (now.equals(before)) {
            return;
        }
        try {
            catalogues.store(connectionId, now);
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.CATALOGUE_NOT_KEPT.of(connectionId));
        }
    }
}
