package io.driverelay.upload;

import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The upload records: those with which something may still happen, and, apart from them, those that have ended for good, which cost nobody
 * anything. Every call may throw {@link io.driverelay.store.StorageUnavailable}.
 */
public interface Uploads {
    /** Alive, or ended for good. */
    Optional<Versioned<Upload>> find(String connectionId, String uploadId);

    /** Only among those that have ended for good. */
    Optional<Upload> findEnded(String connectionId, String uploadId);

    /** @throws io.driverelay.store.ChangedMeanwhile when there is one of that id already */
    Versioned<Upload> create(Upload upload);

    /**
     * One that had ended for good is alive again by this.
     *
     * @throws io.driverelay.store.ChangedMeanwhile when it was written or moved since it was read
     */
    Versioned<Upload> replace(Versioned<Upload> changed);

    /** One connection's that are alive, in no particular order. */
    List<UploadMark> list(String connectionId);

    /**
     * Every connection's that are alive, in no particular order, as they are read page by page.
     *
     * @param unreadable is given the names of what cannot be read; the others come all the same
     */
    void visit(Consumer<UploadMark> visitor, Consumer<String> unreadable);

    /**
     * Moves one out of the way for which nothing is left to do: it is found as before, and listed by {@link #ended} alone. In the middle of
     * it there may be two of it, which are alike. Moved already is fine.
     *
     * @throws io.driverelay.store.ChangedMeanwhile when it was written since it was read
     */
    void end(Versioned<Upload> read);

    /**
     * One connection's that have ended for good, the one that was opened last first. One that was opened anew may still be told as it ended
     * before: its record was opened later then.
     *
     * @param cursor where the page before ended, or null
     */
    Page<UploadMark> ended(String connectionId, String cursor, int limit);
}
