package io.driverelay.azure;

import io.driverelay.connection.FaultNotes;
import io.driverelay.connection.NotedFault;
import io.driverelay.connection.NotedFaults;
import java.util.List;
import java.util.Optional;

/** Faults as the blobs {@code status/<connectionId>.faults.json}; they go with the connection's status. */
public final class BlobFaultNotes implements FaultNotes {
    private final JsonBlobs<KeptFaults> blobs;

    public BlobFaultNotes(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, BlobDriveStatuses.CONTAINER, KeptFaults.class, new Json());
    }

    static String name(String connectionId) {
        return connectionId + ".faults.json";
    }

    @Override
    public Optional<NotedFaults> find(String connectionId) {
        return blobs.findReadable(name(connectionId)).map(KeptFaults::noted);
    }

    @Override
    public void add(String connectionId, NotedFault fault) {
        blobs.merge(
                name(connectionId),
                KeptFaults.of(new NotedFaults(List.of(fault))),
                (before, next) -> KeptFaults.of(before.noted().with(fault)));
    }
}
