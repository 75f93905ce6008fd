package io.driverelay.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Records of one type, one JSON blob each, changed only with the version that was read. */
final class JsonBlobs<T> {
    /** Many may write at once, and each round one of them gets through. */
    private static final int MERGES = 64;

    private final StorageClients clients;
    private final String container;
    private final Class<T> type;
    private final Json json;

    JsonBlobs(StorageClients clients, String container, Class<T> type, Json json) {
        this.clients = clients;
        this.container = container;
        this.type = type;
        this.json = json;
    }

    Optional<Versioned<T>> find(String name) {
        return raw(name).map(found -> new Versioned<>(json.read(found.value(), type), found.eTag()));
    }

    Versioned<T> create(String name, T value, Map<String, String> metadata) {
        return put(name, value, metadata, new BlobRequestConditions().setIfNoneMatch("*"));
    }

    Versioned<T> replace(String name, Versioned<T> changed, Map<String, String> metadata) {
        return put(name, changed.value(), metadata, new BlobRequestConditions().setIfMatch(changed.eTag()));
    }

    /** Whatever is there. */
    void store(String name, T value) {
        put(name, value, Map.of(), new BlobRequestConditions());
    }

    /**
     * Makes {@code next} of nothing, or what {@code merge} makes of what is there and {@code next}; written only where that differs.
     *
     * @throws StorageUnavailable when others kept writing at the same time
     */
    T merge(String name, T next, BinaryOperator<T> merge) {
        for (int n = 0; n < MERGES; n++) {
            Optional<Versioned<T>> before = find(name);
            try {
                if (before.isEmpty()) {
                    return create(name, next, Map.of()).value();
                }
                T merged = merge.apply(before.get().value(), next);
                return merged.equals(before.get().value())
                        ? merged
                        : replace(name, before.get().with(old -> merged), Map.of())
                                .value();
            } catch (ChangedMeanwhile e) {
                // another wrote: read again
            }
        }
        throw new StorageUnavailable(name + ": changed by others again and again", null);
    }

    /** The blobs below a prefix with their metadata, in the order of their names. */
    List<BlobItem> list(String prefix) {
        var options =
                new ListBlobsOptions().setPrefix(prefix).setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return StorageCalls.call(
                blobs(),
                container,
                () -> blobs().listBlobs(options, null).stream().toList());
    }

    /** Whatever is there. */
    void delete(String name) {
        StorageCalls.call(
                blobs(),
                name,
                () -> blob(name)
                        .deleteIfExistsWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE));
    }

    /** Deletes exactly the version that was read; false when another came first. */
    boolean deleteVersion(String name, String eTag) {
        try {
            return StorageCalls.call(
                    blobs(),
                    name,
                    () -> blob(name)
                            .deleteIfExistsWithResponse(
                                    null, new BlobRequestConditions().setIfMatch(eTag), null, Context.NONE)
                            .getValue());
        } catch (ChangedMeanwhile e) {
            return false;
        }
    }

    private Versioned<T> put(String name, T value, Map<String, String> metadata, BlobRequestConditions conditions) {
        byte[] written = json.write(value);
        try {
            String eTag = StorageCalls.call(blobs(), name, () -> upload(name, written, metadata, conditions));
            return new Versioned<>(value, eTag);
        } catch (ChangedMeanwhile e) {
            // the SDK repeats a put whose answer was lost, and then meets what it wrote itself
            return raw(name)
                    .filter(found -> Arrays.equals(found.value(), written))
                    .map(ours -> new Versioned<>(value, ours.eTag()))
                    .orElseThrow(() -> e);
        }
    }

    private String upload(String name, byte[] written, Map<String, String> metadata, BlobRequestConditions conditions) {
        var options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(written))
                .setHeaders(new BlobHttpHeaders().setContentType("application/json"))
                .setMetadata(metadata)
                .setRequestConditions(conditions);
        return blob(name)
                .getBlockBlobClient()
                .uploadWithResponse(options, null, Context.NONE)
                .getValue()
                .getETag();
    }

    private Optional<Versioned<byte[]>> raw(String name) {
        return StorageCalls.call(blobs(), name, () -> {
            try {
                var found = blob(name).downloadContentWithResponse(null, null, null, Context.NONE);
                return Optional.of(new Versioned<>(
                        found.getValue().toBytes(),
                        found.getDeserializedHeaders().getETag()));
            } catch (BlobStorageException e) {
                if (StorageCalls.isMissing(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private BlobClient blob(String name) {
        return blobs().getBlobClient(name);
    }

    private BlobContainerClient blobs() {
        return clients.container(container);
    }
}
