package io.driverelay.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Blob, Queue or Key Vault is failing after the client's own retries. Nothing half done is relied upon: try again later. */
public sealed class StorageUnavailable extends RuntimeException permits UnreadableRecord {
    /** Who failed. */
    public enum Service {
        STORAGE,
        VAULT
    }

    private final Service service;
    private final transient Duration retryAfter;
    private final boolean denied;

    public StorageUnavailable(String what, Throwable cause) {
        super(what, cause);
        this.service = Service.STORAGE;
        this.retryAfter = null;
        this.denied = false;
    }

    /**
     * @param retryAfter as the service asked, or null
     * @param denied whether it answered that the app may not: only the operator can mend that
     */
    public StorageUnavailable(Service service, String what, Duration retryAfter, boolean denied) {
        super(what);
        this.service = Objects.requireNonNull(service, "service");
        this.retryAfter = retryAfter;
        this.denied = denied;
    }

    public Service service() {
        return service;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public boolean isDenied() {
        return denied;
    }
}
