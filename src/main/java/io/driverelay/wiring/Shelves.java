package io.driverelay.wiring;

import io.driverelay.backup.DeleteBackup;
import io.driverelay.backup.DeleteFile;
import io.driverelay.backup.GetBackup;
import io.driverelay.backup.ListBackups;
import io.driverelay.backup.MovingUploads;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.function.BackupDoors;
import io.driverelay.homeassistant.AgentBackups;

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
        var list = new ListBackups(drives, use.kept.catalogues, new AgentBackups(), moving);
        return new BackupDoors(use.keys, list, new GetBackup(list, drives), new DeleteBackup(list, drives, moving));
    }

    DeleteFile deleteFile() {
        return new DeleteFile(drives, use.kept.connections, moving);
    }
}
