package io.driverelay.connection;

import io.driverelay.connection.Connection.LastSignIn;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One connection for one folder of one drive, also when two sign in to it at the same moment. */
final class OnlyOne {
    static final String TAKEN =
            "This OneDrive and folder have a connection already. Choose another folder name for this one.";

    /** Who was linked earlier keeps it. */
    private static final Comparator<Connection> EARLIEST = Comparator.comparing(
                    (Connection connection) -> connection.lastSignIn().at())
            .thenComparing(Connection::id);

    private final Connections connections;
    private final RefreshTokens refreshTokens;

    OnlyOne(Connections connections, RefreshTokens refreshTokens) {
        this.connections = connections;
        this.refreshTokens = refreshTokens;
    }

    boolean isAnothers(String connectionId, String driveId, String folderId) {
        return of(driveId, folderId).stream().anyMatch(other -> !other.id().equals(connectionId));
    }

    /**
     * Looks again after the link was written: whoever looks last sees the other, and all decide alike.
     *
     * @return whether this one stays linked
     */
    boolean settle(Connection linked) {
        List<Connection> all = of(linked.drive().id(), linked.folder().id()).stream()
                .map(mark -> connections.find(mark.id()))
                .flatMap(Optional::stream)
                .map(Versioned::value)
                .filter(other -> other.isReady() && other.lastSignIn() != null)
                .sorted(EARLIEST)
                .toList();
        all.stream().skip(1).forEach(this::undo);
        return all.isEmpty() || all.get(0).id().equals(linked.id());
    }

    private void undo(Connection later) {
        var last = new LastSignIn(later.lastSignIn().at(), SignInOutcome.ALREADY_CONNECTED, TAKEN);
        boolean undone = WriteRace.decide(
                "connection " + later.id(),
                () -> connections
                        .find(later.id())
                        .filter(read -> later.drive().equals(read.value().drive()))
                        .map(read -> connections.replace(read.with(connection -> connection.unlinked(last))))
                        .isPresent());
        if (undone) {
            refreshTokens.delete(later.id());
        }
    }

    private List<ConnectionMark> of(String driveId, String folderId) {
        return connections.ofDrive(driveId).stream()
                .filter(mark -> folderId.equals(mark.folderId()))
                .toList();
    }
}
