package io.driverelay.connection;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import java.util.Optional;

/**
 * What a refresh knows of its connection before it begins. Only the version that was seen then may be marked as lapsed: a sign-in that came
 * meanwhile stands.
 *
 * @param doubt null for none
 * @param version as {@link Versioned#eTag}
 * @param record null where it was listed and not read
 */
record Beforehand(
        String connectionId, String driveId, SignInDoubt doubt, String version, Versioned<Connection> record) {
    /** Empty where it is not signed in. */
    static Optional<Beforehand> read(Connections connections, String connectionId) {
        return connections
                .find(connectionId)
                .filter(read -> read.value().isReady())
                .map(read -> new Beforehand(
                        connectionId, read.value().drive().id(), read.value().doubt(), read.eTag(), read));
    }

    /** Empty where the mark does not tell enough. */
    static Optional<Beforehand> listed(ConnectionMark mark) {
        boolean enough = mark.isReady() && !mark.doubted() && mark.version() != null;
        return enough
                ? Optional.of(new Beforehand(mark.id(), mark.driveId(), null, mark.version(), null))
                : Optional.empty();
    }

    /** @throws ChangedMeanwhile where it is not that version any more */
    Versioned<Connection> read(Connections connections) {
        return record != null
                ? record
                : connections
                        .find(connectionId)
                        .filter(read -> read.eTag().equals(version))
                        .orElseThrow(() -> new ChangedMeanwhile("connection " + connectionId));
    }
}
