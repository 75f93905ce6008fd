package io.driverelay.azure;

import io.driverelay.store.StorageUnavailable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls whose answers are large: a list of a hundred thousand blocks takes tens of megabytes to read. */
final class FewAtOnce {
    private static final long PATIENCE_SECONDS = 5;

    private final Semaphore places;

    FewAtOnce(int most) {
        this.places = new Semaphore(most);
    }

    /** @throws StorageUnavailable where no place became free soon */
    <T> T call(Supplier<T> call) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new StorageUnavailable("too many large lists are being read at once", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailable("the wait for a large list was interrupted", e);
        }
        try {
            return call.get();
        } finally {
            places.release();
        }
    }
}
