package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.drive.Drive;
import io.driverelay.upload.Twins;
import java.util.Optional;
import java.util.stream.Stream;

/** Twins as the list finds them, doubles among them. */
public record ShelfTwins(ListBackups list) implements Twins {
    @Override
    public Optional<String> nameOf(Connection connection, Drive drive, String backupId, String fileName) {
        Shelf shelf = list.read(connection, drive);
        return Stream.concat(shelf.backups().stream(), shelf.remains().stream())
                .filter(backup -> backup.id().equals(backupId) && backup.isWhole())
                .map(backup -> backup.content().name())
                .filter(name -> !name.equalsIgnoreCase(fileName))
                .findFirst();
    }
}
