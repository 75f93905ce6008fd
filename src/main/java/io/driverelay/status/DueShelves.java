package io.driverelay.status;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import java.time.Clock;

/** A home's folder is looked after soon when it was signed in, and when a backup came. */
public final class DueShelves implements ConnectionListener, UploadListener {
    private final ShelfNotes notes;
    private final Clock clock;

    public DueShelves(ShelfNotes notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    @Override
    public void signedIn(Connection connection) {
        due(connection.id());
    }

    @Override
    public void signInLapsed(Connection connection) {
        // it is looked after when it is signed in again
    }

    @Override
    public void removed(Connection connection) {
        notes.delete(connection.id());
    }

    @Override
    public void delivered(Upload upload) {
        if (upload.order().kind() == Kind.BACKUP) {
            due(upload.order().connectionId());
        }
    }

    @Override
    public void failed(Upload upload) {
        // nothing came
    }

    @Override
    public void waiting(Upload upload) {
        // nothing came
    }

    private void due(String connectionId) {
        ShelfNote note = notes.find(connectionId)
                .map(before -> before.dueAt(clock.instant()))
                .orElseGet(() -> ShelfNote.first(connectionId, clock.instant()));
        notes.store(note);
    }
}
