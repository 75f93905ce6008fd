package io.driverelay.relay;

import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.connection.HomeFolder;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.Versioned;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Order;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Twins;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file may not touch: the backups of another home of the drive at all, and those of its own if its home key has no scope
 * {@code delete}. Judged when it is sent, and by what lies there: folders by their ids, since their owner may rename and move them, and a
 * backup by the description beside it, since Home Assistant's own folders are not in our records.
 */
final class KeptBackups {
    private final Drive drive;
    private final Connections connections;
    private final Twins twins;
    private final Order order;

    KeptBackups(Drive drive, Connections connections, Twins twins, Order order) {
        this.drive = drive;
        this.connections = connections;
        this.twins = twins;
        this.order = order;
    }

    /** Ends a backup that would hide another of its id, which whoever lists them sees one of. */
    void requireNoTwin(String folderId) {
        if (order.kind() != Kind.BACKUP || order.mayReplaceBackups() || order.metadata() == null) {
            return;
        }
        requireNoDescription(folderId);
        connections
                .find(order.connectionId())
                .map(Versioned::value)
                .flatMap(home -> twins.nameOf(home, drive, order.metadata().backupId(), order.fileName()))
                .ifPresent(name -> {
                    throw refused("A backup of the same id lies there already as \"" + name
                            + "\", which this one would hide");
                });
    }

    /** Ends the upload if a folder on its way is one of backups that it may not touch. */
    void requireFileFolder(DriveItem folder) {
        Optional<ConnectionMark> home = homeOf(folder.id());
        if (isAnother(home) || (home.isEmpty() && isMarkedAsAnothers(folder))) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.NAME_TAKEN, "The folder is that of another home's backups. Send to another folder."));
        }
        if (home.isPresent() && isBound()) {
            throw refused("The folder is one of backups");
        }
    }

    /** Ends a backup whose home's folder is gone, and another home's bears its name now. */
    void requireOwnFolder(DriveItem folder) {
        if (isAnother(homeOf(folder.id()))) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.NAME_TAKEN,
                    "This home's folder is gone, and another home's has its name \"" + folder.name()
                            + "\" now. Rename that one and retry."));
        }
    }

    /** One without its content, which somebody has moved away perhaps, is not written over. */
    private void requireNoDescription(String folderId) {
        if (isDescribed(order.fileName(), folderId)
                && drive.find(folderId, order.fileName()).isEmpty()) {
            throw refused("A description of a backup of that name lies there already");
        }
    }

    private Optional<ConnectionMark> homeOf(String folderId) {
        return connections.ofDrive(order.driveId()).stream()
                .filter(mark -> folderId.equals(mark.folderId()))
                .findFirst();
    }

    /** Its connection may be no more: its backups are still that home's. */
    private boolean isMarkedAsAnothers(DriveItem folder) {
        return folder.description() != null
                && connections
                        .find(order.connectionId())
                        .filter(own -> HomeFolder.isMarkedAsAnothers(own.value(), folder))
                        .isPresent();
    }

    private boolean isAnother(Optional<ConnectionMark> home) {
        return home.isPresent() && !home.get().id().equals(order.connectionId());
    }

    /** Ends the upload if what it would replace is a backup, or describes one. */
    void requireReplaceable(DriveItem item, String folderId) {
        if (!isBound()) {
            return;
        }
        String name = item.name().toLowerCase(Locale.ROOT);
        boolean backup = name.endsWith(BackupMetadata.DESCRIPTION_END)
                || (name.endsWith(BackupMetadata.CONTENT_END) && isDescribed(item.name(), folderId));
        if (backup) {
            throw refused("A backup of that name lies there");
        }
    }

    /** A backup's own key is judged when it is opened: it goes into its connection's folder alone. */
    private boolean isBound() {
        return order.kind() == Kind.FILE && !order.mayReplaceBackups();
    }

    private boolean isDescribed(String tarName, String folderId) {
        return drive.find(folderId, BackupMetadata.fileBeside(tarName)).isPresent();
    }

    private static TurnOver refused(String what) {
        return new TurnOver(new TurnEnd.Fail(
                Reason.SCOPE_MISSING,
                what + ": to have it all the same, send it with a home key that has the scope \"delete\"."));
    }
}
