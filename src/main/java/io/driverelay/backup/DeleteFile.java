package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.connection.HomeFolder;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Destination;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes one file of the app folder: any but what is another home's, by its folder or because that home sent it. */
public final class DeleteFile {
    private static final System.Logger LOG = System.getLogger(DeleteFile.class.getName());

    private final ReadyDrives drives;
    private final Connections connections;
    private final MovingUploads moving;

    public DeleteFile(ReadyDrives drives, Connections connections, MovingUploads moving) {
        this.drives = drives;
        this.connections = connections;
        this.moving = moving;
    }

    /**
     * @param path below the app folder
     * @return where it went; empty where there was nothing
     */
    public Optional<Deletion> delete(Connection connection, Destination path) {
        moving.requireNoneQueued(
                connection, order -> order.goesTo(path, connection.folder().name()));
        return drives.call(connection, drive -> delete(connection, path, drive));
    }

    private Optional<Deletion> delete(Connection connection, Destination path, Drive drive) {
        Optional<DriveItem> folder = folder(connection, path, drive);
        Optional<DriveItem> item = folder.flatMap(in -> find(drive, in, path.fileName()));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        requireFile(item.get());
        requireNotAnotherHomes(connection, folder.get(), item.get());
        moving.requireNone(connection, folder.get().id(), item.get().name());
        Deletion where = new DriveBin(drive, connection).take(item.get());
        LOG.log(
                System.Logger.Level.INFO,
                "event=file-deleted connection={0} item={1} to={2}",
                connection.id(),
                item.get().id(),
                where);
        return Optional.of(where);
    }

    /** Step by step: a folder on the way may be another home's, whatever it is called now. */
    private Optional<DriveItem> folder(Connection connection, Destination path, Drive drive) {
        Set<String> others = connections.ofDrive(connection.drive().id()).stream()
                .filter(mark -> !mark.id().equals(connection.id()))
                .map(ConnectionMark::folderId)
                .collect(Collectors.toSet());
        Optional<DriveItem> at = Optional.of(drive.appFolder());
        for (String name : Destination.names(path.folder())) {
            at = at.flatMap(in -> find(drive, in, name));
            if (at.filter(folder -> others.contains(folder.id()) || HomeFolder.isMarkedAsAnothers(connection, folder))
                    .isPresent()) {
                throw anotherHomes("The folder is that of another home's backups");
            }
        }
        return at;
    }

    private static Optional<DriveItem> find(Drive drive, DriveItem folder, String name) {
        if (!folder.isFolder()) {
            return Optional.empty();
        }
        return drive.find(folder.id(), name);
    }

    private static void requireFile(DriveItem item) {
        if (item.isFolder()) {
            throw new Refused(
                            RefusalCode.INVALID_DESTINATION,
                            "There is a folder of that name, and only files are deleted here: name a file in it.")
                    .with("field", "path");
        }
    }

    private void requireNotAnotherHomes(Connection connection, DriveItem folder, DriveItem item) {
        moving.sender(connection, folder.id(), item.name(), item.id())
                .filter(home -> !home.equals(connection.id()))
                .flatMap(connections::find)
                .ifPresent(home -> {
                    throw anotherHomes("Another home of this OneDrive has sent that file");
                });
    }

    private static Refused anotherHomes(String what) {
        return new Refused(RefusalCode.SCOPE_MISSING, what + ": no key of this home may delete there.")
                .with("scope", "delete");
    }
}
