package io.driverelay.relay;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;

/**
 * The drive folder that an upload goes into, found by id once a turn. The owner may rename or delete it at any time: a backup's folder
 * that is gone is made again under the name that is remembered.
 */
final class DestinationFolder {
    private final Drive drive;
    private final Connections connections;
    private final Upload upload;
    private String folderId;

    DestinationFolder(Drive drive, Connections connections, Upload upload) {
        this.drive = drive;
        this.connections = connections;
        this.upload = upload;
    }

    String id() {
        if (folderId == null) {
            folderId = upload.order().kind() == Kind.BACKUP
                    ? backupFolder()
                    : folderAt(drive.appFolder().id());
        }
        return folderId;
    }

    /** It was not there when it was used: looked up again at the next use. */
    void forget() {
        folderId = null;
    }

    private String backupFolder() {
        Versioned<Connection> connection =
                connections.find(upload.order().connectionId()).orElseThrow(DestinationFolder::connectionGone);
        String known = connection.value().folder().id();
        return drive.item(known).map(DriveItem::id).orElseGet(() -> madeAgain(connection));
    }

    private String madeAgain(Versioned<Connection> connection) {
        Connection.Folder before = connection.value().folder();
        DriveItem made = findOrCreate(drive.appFolder().id(), before.name());
        var now = new Connection.Folder(made.name(), made.id(), made.path(), made.webUrl());
        try {
            connections.replace(connection.with(c -> c.withFolder(now)));
        } catch (ChangedMeanwhile e) {
            // the next turn finds it by name and records it
        }
        return made.id();
    }

    private String folderAt(String appFolderId) {
        String at = appFolderId;
        for (String name : Destination.names(upload.order().destinationFolder())) {
            at = findOrCreate(at, name).id();
        }
        return at;
    }

    private DriveItem findOrCreate(String parentId, String name) {
        return drive.find(parentId, name).orElseGet(() -> create(parentId, name));
    }

    private DriveItem create(String parentId, String name) {
        try {
            return drive.createFolder(parentId, name);
        } catch (DriveFault fault) {
            if (fault.kind() != DriveFault.Kind.NAME_TAKEN) {
                throw fault;
            }
            return drive.find(parentId, name).orElseThrow(() -> fault);
        }
    }

    private static TurnOver connectionGone() {
        return new TurnOver(new TurnEnd.Fail(Reason.CONNECTION_REMOVED, "The connection was removed."));
    }
}
