package io.driverelay.connection;

import java.util.Optional;

/** The homes' webhooks, kept as the secrets that they are. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface Webhooks {
    Optional<Webhook> find(String connectionId);

    /** In place of the one there was. */
    void store(String connectionId, Webhook webhook);

    /** Gone already is fine. */
    void delete(String connectionId);
}
