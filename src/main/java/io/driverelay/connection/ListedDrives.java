package io.driverelay.connection;

import io.driverelay.drive.Drive;
import io.driverelay.drive.Drives;
import io.driverelay.drive.Hearing;

/** Drives of connections that were listed just now, whose records need not be read one by one. */
public record ListedDrives(Drives drives, AccessTokens tokens) implements ConnectedDrives {
    @Override
    public Drive of(String connectionId) {
        return drives.with(tokens.of(connectionId));
    }

    @Override
    public Drive of(String connectionId, Hearing hearing) {
        return drives.with(tokens.of(connectionId), hearing);
    }

    @Override
    public Drive of(ConnectionMark connection) {
        return drives.with(tokens.of(connection));
    }
}
