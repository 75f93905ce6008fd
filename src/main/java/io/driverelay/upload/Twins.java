package io.driverelay.upload;

import io.driverelay.connection.Connection;
import io.driverelay.drive.Drive;
import java.util.Optional;

/** Backups in a home's folder that bear one id: whoever lists them by it sees one alone. */
public interface Twins {
    /**
     * The name of a whole backup of that id, other than the one that is being sent.
     *
     * @param fileName of the one that is being sent
     * @throws io.driverelay.drive.DriveFault when the drive cannot tell now
     */
    Optional<String> nameOf(Connection connection, Drive drive, String backupId, String fileName);
}
