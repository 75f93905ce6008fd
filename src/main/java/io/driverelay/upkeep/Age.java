package io.driverelay.upkeep;

import io.driverelay.upload.UploadMark;
import java.time.Instant;
import java.util.Comparator;

/** An upload's place among all, oldest first. */
public record Age(Instant openedAt, String uploadId) implements Comparable<Age> {
    private static final Comparator<Age> OLDEST_FIRST =
            Comparator.comparing(Age::openedAt).thenComparing(Age::uploadId);

    static Age of(UploadMark mark) {
        return new Age(mark.openedAt(), mark.uploadId());
    }

    @Override
    public int compareTo(Age other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
