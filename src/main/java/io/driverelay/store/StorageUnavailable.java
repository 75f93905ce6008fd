package io.driverelay.store;

/** Blob, Queue or Key Vault is failing after the client's own retries. Nothing half done is relied upon: try again later. */
public final class StorageUnavailable extends RuntimeException {
    public StorageUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
