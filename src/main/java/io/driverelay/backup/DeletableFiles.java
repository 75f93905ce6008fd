package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.connection.HomeFolder;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.ItemName;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Upload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The files of the app folder, as one home may delete them: any but what is another home's, by its folder or because that home sent it. */
final class DeletableFiles {
    private static final EventLog EVENTS = new EventLog();

    private final Connection connection;
    private final Drive drive;
    private final Connections connections;
    private final MovingUploads moving;
    private final List<Upload> queued;
    private final Set<String> foldersOfOthers;
    private final DriveItem appFolder;
    private final Map<String, Optional<DriveItem>> folders = new ConcurrentHashMap<>();

    DeletableFiles(Connection connection, Drive drive, Connections connections, MovingUploads moving) {
        this.connection = connection;
        this.drive = drive;
        this.connections = connections;
        this.moving = moving;
        this.queued = moving.queued(connection);
        this.foldersOfOthers = connections.ofDrive(connection.drive().id()).stream()
                .filter(mark -> !mark.id().equals(connection.id()))
                .map(ConnectionMark::folderId)
                .collect(Collectors.toSet());
        this.appFolder = drive.appFolder();
    }

    /**
     * @param path below the app folder
     * @return where it went; empty where there was nothing
     */
    Optional<Deletion> delete(Destination path) {
        MovingUploads.requireNone(
                queued, order -> order.goesTo(path, connection.folder().name()));
        Optional<DriveItem> folder =
                folders.computeIfAbsent(ItemName.foldedCase(path.folder()), key -> folder(path.folder()));
        Optional<DriveItem> item = folder.flatMap(in -> find(in, path.fileName()));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        requireFile(item.get());
        requireNotAnotherHomes(folder.get(), item.get());
        moving.requireNone(connection, folder.get().id(), item.get().name());
        Deletion where = new DriveBin(drive, connection).take(item.get());
        EVENTS.write(Event.FILE_DELETED
                .of(connection.id())
                .with(Text.ITEM_ID, item.get().id())
                .with(Text.BIN, where));
        return Optional.of(where);
    }

    /** Step by step: a folder on the way may be another home's, whatever it is called now. */
    private Optional<DriveItem> folder(String path) {
        Optional<DriveItem> at = Optional.of(appFolder);
        for (String name : Destination.names(path)) {
            at = at.flatMap(in -> find(in, name));
            if (at.filter(this::isAnotherHomes).isPresent()) {
                throw anotherHomes("The folder is that of another home's backups");
            }
        }
        return at;
    }

    private boolean isAnotherHomes(DriveItem folder) {
        return foldersOfOthers.contains(folder.id()) || HomeFolder.isMarkedAsAnothers(connection, folder);
    }

    private Optional<DriveItem> find(DriveItem folder, String name) {
        return folder.isFolder() ? drive.find(folder.id(), name) : Optional.empty();
    }

    private static void requireFile(DriveItem item) {
        if (item.isFolder()) {
            throw new Refused(
                            RefusalCode.INVALID_DESTINATION,
                            "There is a folder of that name, and only files are deleted here: name a file in it.")
                    .with("field", "path");
        }
    }

    private void requireNotAnotherHomes(DriveItem folder, DriveItem item) {
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
