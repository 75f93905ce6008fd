package io.driverelay.push;

import io.driverelay.connection.Connections;
import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LastBackup;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Readings, of which a home is told when its drive's state is another. The push goes before the reading is kept, and comes after it: should
 * only one of the two get through, the next pass sends again, or there is nothing to tell.
 */
public final class ToldStatuses implements DriveStatuses {
    private static final Duration AFTER_IT_IS_KEPT = Duration.ofSeconds(5);

    private final DriveStatuses kept;
    private final Connections connections;
    private final PushQueue queue;

    public ToldStatuses(DriveStatuses kept, Connections connections, PushQueue queue) {
        this.kept = kept;
        this.connections = connections;
        this.queue = queue;
    }

    @Override
    public void store(DriveStatus status) {
        if (status.stateSince().equals(status.readAt()) && isTold(status.connectionId())) {
            queue.send(Push.ofConnection(status.connectionId()), AFTER_IT_IS_KEPT);
        }
        kept.store(status);
    }

    private boolean isTold(String connectionId) {
        return connections
                .find(connectionId)
                .filter(read -> read.value().webhook() != null)
                .isPresent();
    }

    @Override
    public Optional<DriveStatus> find(String connectionId) {
        return kept.find(connectionId);
    }

    @Override
    public Map<String, DriveStatus> all(Consumer<String> unreadable) {
        return kept.all(unreadable);
    }

    @Override
    public Optional<LastBackup> findLastBackup(String connectionId) {
        return kept.findLastBackup(connectionId);
    }

    @Override
    public void keepLastBackup(String connectionId, LastBackup backup) {
        kept.keepLastBackup(connectionId, backup);
    }

    @Override
    public Optional<CheckPass> lastPass() {
        return kept.lastPass();
    }

    @Override
    public void storePass(CheckPass pass) {
        kept.storePass(pass);
    }

    @Override
    public void delete(String connectionId) {
        kept.delete(connectionId);
    }
}
