package io.driverelay.wiring;

import io.driverelay.backup.DeleteBackup;
import io.driverelay.backup.DeleteFiles;
import io.driverelay.backup.DescribeOrphans;
import io.driverelay.backup.GetBackup;
import io.driverelay.backup.ListBackups;
import io.driverelay.backup.MovingUploads;
import io.driverelay.backup.ShelfTwins;
import io.driverelay.backup.TendShelf;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.function.BackupDoors;
import io.driverelay.upkeep.TendShelves;
import io.driverelay.upload.Twins;

/** What lies on drives, and what is done with it. */
final class Shelves {
    private final UseCases use;
    private final ReadyDrives drives;
    private final MovingUploads moving;

    Shelves(UseCases use) {
        this.use = use;
        this.drives = use.ready();
        this.moving = new MovingUploads(use.kept.lanes, use.kept.uploads);
    }

    BackupDoors backupDoors() {
        ListBackups list = list();
        return new BackupDoors(use.keys, list, new GetBackup(list, drives), new DeleteBackup(list, drives, moving));
    }

    TendShelves tendShelves() {
        return new TendShelves(use.kept.shelves, use.kept.connections, tendShelf(), use.clock);
    }

    TendShelf tendShelf() {
        ListBackups list = list();
        var describe = new DescribeOrphans(drives, use.kept.catalogues, use.backups, moving, use.clock);
        return new TendShelf(list, new DeleteBackup(list, drives, moving), describe, use.clock);
    }

    private ListBackups list() {
        return new ListBackups(drives, use.kept.catalogues, use.backups, moving);
    }

    Twins twins() {
        return new ShelfTwins(list());
    }

    DeleteFiles deleteFiles() {
        return new DeleteFiles(drives, use.kept.connections, moving, use.clock);
    }
}
