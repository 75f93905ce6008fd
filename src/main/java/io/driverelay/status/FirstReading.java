package io.driverelay.status;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;

/** Reads a drive as soon as it is signed in, not five minutes later, and forgets it when its connection is removed. */
public final class FirstReading implements ConnectionListener {
    private final CheckDrives check;
    private final DriveStatuses statuses;

    public FirstReading(CheckDrives check, DriveStatuses statuses) {
        this.check = check;
        this.statuses = statuses;
    }

    @Override
    public void signedIn(Connection connection) {
        check.check(connection);
    }

    @Override
    public void signInLapsed(Connection connection) {
        // the status says so from the connection's own record
    }

    @Override
    public void removed(Connection connection) {
        statuses.delete(connection.id());
    }
}
