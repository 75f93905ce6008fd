package io.driverelay.azure;

import io.driverelay.drive.DriveId;
import io.driverelay.store.Ids;
import io.driverelay.upload.CommitNumbers;
import java.time.Clock;
import java.util.UUID;

/** The last number given for each drive, as a blob {@code commit-numbers/<hash of its id>.json}. */
public final class BlobCommitNumbers implements CommitNumbers {
    private final JsonBlobs<Last> blobs;
    private final Clock clock;

    /** @param by tells two that took the same number from each other: only one of them has written it */
    record Last(long number, String by) {}

    public BlobCommitNumbers(StorageClients clients, Clock clock) {
        this.blobs = new JsonBlobs<>(clients, "commit-numbers", Last.class, new Json());
        this.clock = clock;
    }

    @Override
    public long next(String driveId) {
        String name = Ids.derivedFrom(DriveId.canonical(driveId)) + ".json";
        String by = UUID.randomUUID().toString();
        return blobs.merge(
                        name,
                        new Last(clock.millis(), by),
                        (last, now) -> new Last(Math.max(last.number() + 1, now.number()), by))
                .number();
    }
}
