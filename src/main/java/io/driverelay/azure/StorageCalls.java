package io.driverelay.azure;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.StorageUnavailable.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The one place where what the SDK throws becomes what the stages know. The SDK's messages may hold a signature, so none is passed on. */
final class StorageCalls {
    private StorageCalls() {}

    /** {@code what} names the record, for a person. A missing container is made, once. */
    static <T> T call(BlobContainerClient container, String what, Supplier<T> call) {
        return answered(what, () -> {
            try {
                return withContainer(container, call);
            } catch (BlobStorageException e) {
                if (isVersionConflict(e)) {
                    throw new ChangedMeanwhile(what);
                }
                throw Refusals.of(Service.STORAGE, what, e);
            }
        });
    }

    /** @throws StorageUnavailable where no answer came, or one that the caller does not know */
    static <T> T answered(String what, Supplier<T> call) {
        return answered(Service.STORAGE, what, call);
    }

    /** @throws StorageUnavailable as above */
    static <T> T answered(Service service, String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (HttpResponseException e) {
            throw Refusals.of(service, what, e);
        } catch (AzureException | UncheckedIOException e) {
            throw Refusals.noAnswer(service, what, e);
        } catch (RuntimeException e) {
            // what the network did comes wrapped in a bare exception where the SDK is asynchronous below
            if (e.getCause() instanceof IOException || e.getCause() instanceof TimeoutException) {
                throw Refusals.noAnswer(service, what, e.getCause());
            }
            throw e;
        }
    }

    /** The only refusals that reading again can mend: another has written, or created, the blob. */
    static boolean isVersionConflict(BlobStorageException e) {
        return BlobErrorCode.CONDITION_NOT_MET.equals(e.getErrorCode())
                || BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode());
    }

    static boolean isMissing(BlobStorageException e) {
        return e.getStatusCode() == 404;
    }

    private static <T> T withContainer(BlobContainerClient container, Supplier<T> call) {
        try {
            return call.get();
        } catch (BlobStorageException e) {
            if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
                throw e;
            }
            container.createIfNotExists();
            return call.get();
        }
    }
}
