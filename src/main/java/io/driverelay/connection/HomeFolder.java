package io.driverelay.connection;

import io.driverelay.connection.Connection.Folder;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The home's folder in the app folder: found by its id or its name, or made. Its description on the drive says whose it is, so that no two
 * homes use one, whoever sends for them.
 */
public final class HomeFolder {
    private static final EventLog EVENTS = new EventLog();

    /** Drives that keep no descriptions answer so: then nobody can mark a folder there. */
    private static final Set<DriveFault.Kind> KEEPS_NONE = Set.of(
            DriveFault.Kind.REFUSED, DriveFault.Kind.DENIED, DriveFault.Kind.NAME_REFUSED, DriveFault.Kind.NOT_FOUND);

    /** What {@link Connection#marker} writes: Home Assistant's own ids are such, and no word of an owner is. */
    private static final Pattern MARKER = Pattern.compile("[0-9a-f]{32}|Drive Relay [0-9A-Z]{26}");

    private HomeFolder() {}

    /** Empty when a file lies where it should be. By id while there is one: the owner may have renamed it. */
    public static Optional<DriveItem> on(Drive drive, Folder known) {
        Optional<DriveItem> byId = known.id() == null ? Optional.empty() : drive.item(known.id());
        if (byId.filter(DriveItem::isFolder).isPresent()) {
            return byId;
        }
        String appFolder = drive.appFolder().id();
        DriveItem named = drive.find(appFolder, known.name()).orElseGet(() -> made(drive, appFolder, known.name()));
        return Optional.of(named).filter(DriveItem::isFolder);
    }

    /** Whether its description says so, also of a home whose connection is no more. */
    public static boolean isMarkedAsAnothers(Connection connection, DriveItem folder) {
        String description = folder.description();
        return description != null
                && MARKER.matcher(description).matches()
                && !description.equals(connection.marker())
                && !folder.id().equals(connection.folder().id());
    }

    /**
     * Marks it as this home's. False when it is marked as another's; one that this home has used already is its own, whatever was written
     * to it since.
     */
    public static boolean isClaimed(Drive drive, Connection connection, DriveItem folder) {
        if (folder.id().equals(connection.folder().id())) {
            return true;
        }
        return isClaimed(drive, connection.marker(), folder)
                // somebody wrote to it between reading and marking: once more
                || drive.item(folder.id())
                        .filter(now ->
                                now.description() == null || now.description().equals(connection.marker()))
                        .filter(now -> isClaimed(drive, connection.marker(), now))
                        .isPresent();
    }

    private static boolean isClaimed(Drive drive, String marker, DriveItem folder) {
        if (folder.description() != null) {
            return folder.description().equals(marker);
        }
        try {
            drive.describe(folder.id(), marker, folder.eTag());
            return true;
        } catch (DriveFault fault) {
            if (fault.kind() == DriveFault.Kind.CHANGED) {
                return false;
            }
            if (!KEEPS_NONE.contains(fault.kind()) || fault.retryAfter().isPresent()) {
                throw fault;
            }
            EVENTS.write(Event.FOLDER_NOT_MARKED.line().with(Text.FAULT, fault.kind()));
            return true;
        }
    }

    private static DriveItem made(Drive drive, String appFolder, String name) {
        try {
            return drive.createFolder(appFolder, name);
        } catch (DriveFault fault) {
            if (fault.kind() != DriveFault.Kind.NAME_TAKEN || fault.retryAfter().isPresent()) {
                throw fault;
            }
            // another sign-in made it meanwhile
            return drive.find(appFolder, name).orElseThrow(() -> fault);
        }
    }
}
