package io.driverelay.connection;

import io.driverelay.connection.Connection.Folder;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.Optional;

/**
 * Changes what an operator may change. The folder is renamed on the drive first: should the record not be written then, the next upload
 * adopts the new name.
 */
public final class ChangeConnection {
    private static final EventLog EVENTS = new EventLog();

    private final Connections connections;
    private final ReadyDrives drives;
    private final Webhooks webhooks;

    public ChangeConnection(Connections connections, ReadyDrives drives, Webhooks webhooks) {
        this.connections = connections;
        this.drives = drives;
        this.webhooks = webhooks;
    }

    /**
     * The connection as it stands afterwards.
     *
     * @throws DriveFault when the folder cannot be renamed now; then nothing is changed
     */
    public Connection change(String connectionId, ConnectionChange change) {
        Optional<Folder> renamed = Optional.ofNullable(change.folderName())
                .map(name -> renamed(new GetConnection(connections).get(connectionId), name));
        if (change.webhook() != null) {
            keep(
                    new GetConnection(connections).get(connectionId),
                    change.webhook().now());
        }
        Connection changed = WriteRace.decide(
                "connection " + connectionId,
                () -> connections
                        .find(connectionId)
                        .map(read -> connections.replace(read.with(before -> applied(before, change, renamed))))
                        .orElseThrow(GetConnection::unknown)
                        .value());
        EVENTS.write(Event.CONNECTION_CHANGED.of(connectionId));
        return changed;
    }

    /** Before the record: should that not be written, the home is called at the new address, or not at all. */
    private void keep(Connection connection, Webhook webhookOrNull) {
        if (webhookOrNull != null) {
            webhooks.store(connection.id(), webhookOrNull);
        } else if (connection.webhook() != null) {
            webhooks.delete(connection.id());
        }
    }

    private static Connection applied(Connection before, ConnectionChange change, Optional<Folder> renamed) {
        Connection changed = change.applied(before);
        return renamed.filter(folder -> isSame(folder, before.folder()))
                .map(changed::withFolder)
                .orElse(changed);
    }

    /** It may have been linked, or its folder made again, since it was read. */
    private static boolean isSame(Folder renamed, Folder now) {
        return renamed.id() == null ? now.id() == null : renamed.id().equals(now.id());
    }

    /** Before the first sign-in, and when the folder is gone, there is a name alone: it is made under that one. */
    private Folder renamed(Connection connection, String name) {
        Folder before = connection.folder();
        if (!connection.wasEverSignedIn()) {
            return new Folder(name, null, null, null);
        }
        return drives.call(connection, drive -> rename(drive, before, name))
                .map(item -> new Folder(item.name(), item.id(), item.path(), item.webUrl()))
                .orElseGet(() -> new Folder(name, before.id(), before.path(), before.webUrl()));
    }

    private static Optional<DriveItem> rename(Drive drive, Folder folder, String name) {
        try {
            return Optional.of(drive.rename(folder.id(), name, null));
        } catch (DriveFault fault) {
            if (fault.retryAfter().isPresent()) {
                throw fault;
            }
            return switch (fault.kind()) {
                case NOT_FOUND -> Optional.empty();
                case NAME_TAKEN -> throw taken(name);
                case NAME_REFUSED -> throw refused(name);
                default -> throw fault;
            };
        }
    }

    private static Refused taken(String name) {
        return new Refused(
                        RefusalCode.FOLDER_NAME_TAKEN,
                        "Something called \"" + name
                                + "\" lies beside the folder on the OneDrive. Choose another name.")
                .with("field", "folderName");
    }

    private static Refused refused(String name) {
        return new Refused(
                        RefusalCode.INVALID_DESTINATION,
                        "folderName: OneDrive refuses the name \"" + name + "\". Choose another name.")
                .with("field", "folderName");
    }
}
