package io.driverelay.upload;

import io.driverelay.store.Versioned;
import java.util.Optional;

/** The lanes, by {@link Lane#name}. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface Lanes {
    Optional<Versioned<Lane>> find(String name);

    /** @throws io.driverelay.store.ChangedMeanwhile when there is one of that name already */
    Versioned<Lane> create(String name, Lane lane);

    /** @throws io.driverelay.store.ChangedMeanwhile when it was written or deleted since it was read */
    Versioned<Lane> replace(String name, Versioned<Lane> changed);
}
