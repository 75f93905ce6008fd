package io.driverelay.azure;

import io.driverelay.drive.Pauses;
import io.driverelay.store.Ids;
import java.time.Instant;
import java.util.Optional;

/** A pause as a blob {@code pauses/<whom>.json}; the name is hashed where it is not a plain one. */
public final class BlobPauses implements Pauses {
    private final JsonBlobs<Pause> blobs;

    record Pause(String whom, Instant notBefore) {}

    public BlobPauses(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "pauses", Pause.class, new Json());
    }

    @Override
    public Optional<Instant> notBefore(String whom) {
        return blobs.find(name(whom)).map(read -> read.value().notBefore());
    }

    @Override
    public void pauseUntil(String whom, Instant notBefore) {
        blobs.merge(
                name(whom),
                new Pause(whom, notBefore),
                (before, next) -> before.notBefore().isBefore(next.notBefore()) ? next : before);
    }

    private static String name(String whom) {
        return (whom.matches("[A-Za-z0-9!_-]{1,100}") ? whom : Ids.derivedFrom(whom)) + ".json";
    }
}
