package io.driverelay.relay;

import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Order;
import io.driverelay.upload.Reason;
import java.util.Locale;

/**
 * What a file may not touch if its home key has no scope {@code delete}: the backups of any home of the drive. Judged when it is sent, and
 * by what lies there: folders by their ids, since their owner may rename and move them, and a backup by the description beside it, since
 * Home Assistant's own folders are not in our records.
 */
final class KeptBackups {
    private static final String DESCRIPTION = ".metadata.json";

    private final Drive drive;
    private final Connections connections;
    private final Order order;

    KeptBackups(Drive drive, Connections connections, Order order) {
        this.drive = drive;
        this.connections = connections;
        this.order = order;
    }

    /** Ends the upload if the folder is one of backups. */
    void requireFileFolder(String folderId) {
        if (!isBound()) {
            return;
        }
        boolean ofBackups = connections.ofDrive(order.driveId()).stream()
                .map(ConnectionMark::folderId)
                .anyMatch(folderId::equals);
        if (ofBackups) {
            throw refused("The folder is one of backups");
        }
    }

    /** Ends the upload if what it would replace is a backup, or describes one. */
    void requireReplaceable(DriveItem item, String folderId) {
        if (!isBound()) {
            return;
        }
        String name = item.name().toLowerCase(Locale.ROOT);
        boolean backup = name.endsWith(DESCRIPTION) || (name.endsWith(".tar") && isDescribed(item.name(), folderId));
        if (backup) {
            throw refused("A backup of that name lies there");
        }
    }

    /** A backup's own key is judged when it is opened: it goes into its connection's folder alone. */
    private boolean isBound() {
        return order.kind() == Kind.FILE && !order.mayReplaceBackups();
    }

    private boolean isDescribed(String tarName, String folderId) {
        String base = tarName.substring(0, tarName.length() - ".tar".length());
        return drive.find(folderId, base + DESCRIPTION).isPresent();
    }

    private static TurnOver refused(String what) {
        return new TurnOver(new TurnEnd.Fail(
                Reason.SCOPE_MISSING,
                what + ": to touch it, send the file with a home key that has the scope \"delete\"."));
    }
}
