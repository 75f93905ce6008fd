package io.driverelay.connection;

import io.driverelay.connection.Connection.Folder;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import java.util.Optional;

/** The home's folder in the app folder: found by its id or its name, or made. */
final class HomeFolder {
    private HomeFolder() {}

    /** Empty when a file lies where it should be. By id while there is one: the owner may have renamed it. */
    static Optional<DriveItem> on(Drive drive, Folder known) {
        Optional<DriveItem> byId = known.id() == null ? Optional.empty() : drive.item(known.id());
        if (byId.filter(DriveItem::isFolder).isPresent()) {
            return byId;
        }
        String appFolder = drive.appFolder().id();
        DriveItem named = drive.find(appFolder, known.name()).orElseGet(() -> made(drive, appFolder, known.name()));
        return Optional.of(named).filter(DriveItem::isFolder);
    }

    private static DriveItem made(Drive drive, String appFolder, String name) {
        try {
            return drive.createFolder(appFolder, name);
        } catch (DriveFault fault) {
            if (fault.kind() != DriveFault.Kind.NAME_TAKEN) {
                throw fault;
            }
            // another sign-in made it meanwhile
            return drive.find(appFolder, name).orElseThrow(() -> fault);
        }
    }
}
