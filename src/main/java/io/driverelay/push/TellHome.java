package io.driverelay.push;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.Connections;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import java.time.Duration;

/** Has a home told what it asked to be told, by the queue: nobody waits for it. */
public final class TellHome implements ConnectionListener, UploadListener {
    private final Connections connections;
    private final PushQueue queue;
    private final PushNotes notes;

    public TellHome(Connections connections, PushQueue queue, PushNotes notes) {
        this.connections = connections;
        this.queue = queue;
        this.notes = notes;
    }

    @Override
    public void signedIn(Connection connection) {
        tell(connection);
    }

    @Override
    public void signInLapsed(Connection connection) {
        tell(connection);
    }

    @Override
    public void removed(Connection connection) {
        notes.delete(connection.id());
    }

    @Override
    public void delivered(Upload upload) {
        tell(upload);
    }

    @Override
    public void failed(Upload upload) {
        tell(upload);
    }

    @Override
    public void waiting(Upload upload) {
        tell(upload);
    }

    private void tell(Connection connection) {
        if (connection.webhook() != null) {
            queue.send(Push.ofConnection(connection.id()), Duration.ZERO);
        }
    }

    private void tell(Upload upload) {
        if (!PushEvents.isTold(upload)) {
            return;
        }
        String connectionId = upload.order().connectionId();
        connections
                .find(connectionId)
                .filter(read -> read.value().webhook() != null)
                .ifPresent(read -> queue.send(Push.of(upload), Duration.ZERO));
    }
}
