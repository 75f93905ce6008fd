package io.driverelay.relay;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.connection.HomeFolder;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The drive folder that an upload goes into, found by id once a turn. The owner may rename or delete it at any time: a backup's folder
 * that is gone is made again under the name that is remembered.
 */
final class DestinationFolder {
    /** What OneDrive has been seen to answer to a path that leads through a file. */
    private static final Set<DriveFault.Kind> NO_WAY =
            Set.of(DriveFault.Kind.REFUSED, DriveFault.Kind.NAME_TAKEN, DriveFault.Kind.NAME_REFUSED);

    /** Names of a path that are looked at one by one. */
    private static final int JUDGED = 16;

    private final Drive drive;
    private final Connections connections;
    private final Upload upload;
    private final KeptBackups backups;
    private String folderId;

    DestinationFolder(Drive drive, Connections connections, Upload upload, KeptBackups backups) {
        this.drive = drive;
        this.connections = connections;
        this.upload = upload;
        this.backups = backups;
    }

    /** Made if it is not there. */
    String id() {
        if (folderId == null) {
            folderId = isBackup() ? backupFolder() : fileFolder();
        }
        return folderId;
    }

    /** Its id if it is there; nothing is made. */
    Optional<String> known() {
        if (folderId != null) {
            return Optional.of(folderId);
        }
        if (isBackup()) {
            return drive.item(connection().value().folder().id()).map(DriveItem::id);
        }
        String appFolder = drive.appFolder().id();
        return path().isEmpty()
                ? Optional.of(appFolder)
                : whole(appFolder, path(), () -> byName(appFolder))
                        .filter(DriveItem::isFolder)
                        .map(DriveItem::id);
    }

    /** It was not there when it was used: looked up again at the next use. */
    void forget() {
        folderId = null;
    }

    private boolean isBackup() {
        return upload.order().kind() == Kind.BACKUP;
    }

    private String path() {
        return upload.order().destinationFolder();
    }

    private String fileFolder() {
        return folderAt(drive.appFolder()).id();
    }

    /** By id, whatever it is called now and wherever it lies; that is adopted. */
    private String backupFolder() {
        Versioned<Connection> connection = connection();
        DriveItem found = HomeFolder.on(drive, connection.value().folder())
                .orElseThrow(() -> fileInTheWay(connection.value().folder().name()));
        if (!found.id().equals(connection.value().folder().id())) {
            backups.requireOwnFolder(found);
            requireClaimed(connection.value(), found);
        }
        adopt(connection, found);
        return found.id();
    }

    private void requireClaimed(Connection connection, DriveItem folder) {
        if (!HomeFolder.isClaimed(drive, connection, folder)) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.NAME_TAKEN,
                    "This home's folder is gone, and the folder that has its name \"" + folder.name()
                            + "\" now is marked as another home's. Rename that one and retry."));
        }
    }

    private Versioned<Connection> connection() {
        return connections
                .find(upload.order().connectionId())
                .orElseThrow(
                        () -> new TurnOver(new TurnEnd.Fail(Reason.CONNECTION_REMOVED, "The connection was removed.")));
    }

    /** The record is for people, but for the id; a turn that cannot write it leaves it to the next. */
    private void adopt(Versioned<Connection> connection, DriveItem found) {
        var now = new Connection.Folder(found.name(), found.id(), found.path(), found.webUrl());
        if (now.equals(connection.value().folder())) {
            return;
        }
        try {
            connections.replace(connection.with(c -> c.withFolder(now)));
        } catch (ChangedMeanwhile e) {
            // the next turn finds it again
        }
    }

    /**
     * Step by step: each folder on the way may be one of backups, whatever it is called now, and nothing is made in it then. No owner moves
     * such a one as deep as the rest of a long path, which is found in one call.
     */
    private DriveItem folderAt(DriveItem appFolder) {
        List<String> names = Destination.names(path());
        int judged = Math.min(JUDGED, names.size());
        DriveItem at = appFolder;
        for (String name : names.subList(0, judged)) {
            at = findOrCreate(at.id(), name);
            backups.requireFileFolder(at);
        }
        return deepIn(at, names.subList(judged, names.size()));
    }

    private DriveItem deepIn(DriveItem folder, List<String> names) {
        Optional<DriveItem> whole = names.size() > 1
                ? whole(folder.id(), String.join("/", names), Optional::empty).filter(DriveItem::isFolder)
                : Optional.empty();
        if (whole.isPresent()) {
            return whole.get();
        }
        DriveItem at = folder;
        for (String name : names) {
            at = findOrCreate(at.id(), name);
        }
        return at;
    }

    /**
     * In one call.
     *
     * @param noWay what it is where the drive answers as it does to a path that leads through a file, which a passing refusal looks like
     */
    private Optional<DriveItem> whole(String folderId, String path, Supplier<Optional<DriveItem>> noWay) {
        try {
            return drive.find(folderId, path);
        } catch (DriveFault fault) {
            if (!NO_WAY.contains(fault.kind()) || fault.retryAfter().isPresent()) {
                throw fault;
            }
            return noWay.get();
        }
    }

    /** Name by name: nothing but the drive's own word counts as not there. */
    private Optional<DriveItem> byName(String appFolderId) {
        Optional<DriveItem> at = drive.item(appFolderId);
        for (String name : Destination.names(path())) {
            at = at.filter(DriveItem::isFolder).flatMap(folder -> drive.find(folder.id(), name));
        }
        return at;
    }

    private DriveItem findOrCreate(String parentId, String name) {
        DriveItem found = drive.find(parentId, name).orElseGet(() -> create(parentId, name));
        if (!found.isFolder()) {
            throw fileInTheWay(name);
        }
        return found;
    }

    private static TurnOver fileInTheWay(String name) {
        return new TurnOver(new TurnEnd.Fail(
                Reason.NAME_TAKEN,
                "The folder \"" + name
                        + "\" cannot be made: a file of that name lies there. Rename it and retry, or send"
                        + " to another folder."));
    }

    private DriveItem create(String parentId, String name) {
        try {
            return drive.createFolder(parentId, name);
        } catch (DriveFault fault) {
            if (fault.kind() != DriveFault.Kind.NAME_TAKEN || fault.retryAfter().isPresent()) {
                throw fault;
            }
            return drive.find(parentId, name).orElseThrow(() -> fault);
        }
    }
}
