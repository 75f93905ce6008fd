package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;

/** A connection that is removed leaves no catalogue behind: it holds the names of backups. */
public record ForgetCatalogue(BackupCatalogues catalogues) implements ConnectionListener {
    @Override
    public void signedIn(Connection connection) {
        // what lies on the drive is looked at when it is asked for
    }

    @Override
    public void signInLapsed(Connection connection) {
        // the next sign-in finds the catalogue of use
    }

    @Override
    public void removed(Connection connection) {
        catalogues.delete(connection.id());
    }
}
