package io.driverelay.upload;

import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Optional;

/** The upload records. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface Uploads {
    Optional<Versioned<Upload>> find(String connectionId, String uploadId);

    /** @throws io.driverelay.store.ChangedMeanwhile when there is one of that id already */
    Versioned<Upload> create(Upload upload);

    /** @throws io.driverelay.store.ChangedMeanwhile when it was written or deleted since it was read */
    Versioned<Upload> replace(Versioned<Upload> changed);

    /** One connection's, in no particular order. */
    List<UploadMark> list(String connectionId);

    /** Every connection's, in no particular order. */
    List<UploadMark> listAll();

    /**
     * Deletes exactly the version that was read. Gone already is fine.
     *
     * @throws io.driverelay.store.ChangedMeanwhile when it was written since
     */
    void delete(Versioned<Upload> read);
}
