package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.util.Optional;

/** One backup of a home, and where its content is. */
public record GetBackup(ListBackups list, ReadyDrives drives) {
    /** @param address of the content, for whoever has it */
    public record Content(DownloadUrl address, long sizeBytes) {}

    /** @throws Refused {@code unknown-backup} */
    public ShelvedBackup get(Connection connection, String backupId) {
        Shelf shelf = list.read(connection);
        return shelf.find(backupId).orElseGet(() -> {
            shelf.requireAllRead();
            throw unknown();
        });
    }

    /** @throws Refused {@code unknown-backup}, also where it went between two calls */
    public Content content(Connection connection, String backupId) {
        ShelvedBackup backup = get(connection, backupId);
        return drives.call(connection, drive -> addressOf(backup, drive::downloadUrl))
                .map(address -> new Content(address, backup.content().sizeBytes()))
                .orElseThrow(GetBackup::unknown);
    }

    private static Optional<DownloadUrl> addressOf(
            ShelvedBackup backup, java.util.function.Function<String, DownloadUrl> addresses) {
        try {
            return Optional.of(addresses.apply(backup.content().id()));
        } catch (DriveFault fault) {
            if (fault.kind() == DriveFault.Kind.NOT_FOUND && fault.retryAfter().isEmpty()) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static Refused unknown() {
        return new Refused(
                RefusalCode.UNKNOWN_BACKUP,
                "This home has no backup of that id on its drive. GET /api/connections/{id}/backups lists them.");
    }
}
