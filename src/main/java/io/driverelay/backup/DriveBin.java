package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import java.util.List;

/** Where a connection's items go that are deleted: into the drive's recycle bin, or past it as its operator chose. */
record DriveBin(Drive drive, Connection connection) {
    Deletion take(DriveItem item) {
        if (connection.deletePermanently()) {
            return drive.deletePermanently(item.id(), item.eTag());
        }
        drive.delete(item.id(), item.eTag());
        return Deletion.RECYCLE_BIN;
    }

    /** One after the other; the bin where it took any of them. */
    Deletion takeAll(List<DriveItem> items) {
        Deletion where = Deletion.FOR_GOOD;
        for (DriveItem item : items) {
            where = take(item) == Deletion.RECYCLE_BIN ? Deletion.RECYCLE_BIN : where;
        }
        return where;
    }
}
