package io.driverelay.azure;

import com.azure.core.http.rest.PagedResponse;
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
import io.driverelay.store.Page;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;

/** Records of one type, one JSON blob each, changed only with the version that was read. */
final class JsonBlobs<T> {
    /** Many may write at once, and each round one of them gets through. */
    private static final int MERGES = 64;

    private static final int LARGEST_PAGE = 5_000;
    private static final EventLog EVENTS = new EventLog();

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

    /** @throws UnreadableRecord where something else lies there */
    Optional<Versioned<T>> find(String name) {
        return raw(name).map(found -> new Versioned<>(read(name, found.value()), found.eTag()));
    }

    /** For what is written anew by itself: something that cannot be read is none. */
    Optional<T> findReadable(String name) {
        try {
            return find(name).map(Versioned::value);
        } catch (UnreadableRecord e) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
            return Optional.empty();
        }
    }

    Versioned<T> create(String name, T value, Map<String, String> metadata) {
        return put(name, value, metadata, new BlobRequestConditions().setIfNoneMatch("*"));
    }

    Versioned<T> replace(String name, Versioned<T> changed, Map<String, String> metadata) {
        return put(name, changed.value(), metadata, new BlobRequestConditions().setIfMatch(changed.eTag()));
    }

    /** Whatever is there. */
    void store(String name, T value, Map<String, String> metadata) {
        put(name, value, metadata, new BlobRequestConditions());
    }

    T merge(String name, T next, BinaryOperator<T> merge) {
        return merge(name, next, merge, value -> Map.of());
    }

    /**
     * Makes {@code next} of nothing or of what cannot be read, or what {@code merge} makes of what is there and {@code next}; written only
     * where that differs.
     *
     * @throws StorageUnavailable when others kept writing at the same time
     */
    T merge(String name, T next, BinaryOperator<T> merge, Function<T, Map<String, String>> metadata) {
        for (int n = 0; n < MERGES; n++) {
            Optional<Versioned<byte[]>> before = raw(name);
            try {
                if (before.isEmpty()) {
                    return create(name, next, metadata.apply(next)).value();
                }
                Optional<T> there = readable(before.get().value());
                T merged = there.map(value -> merge.apply(value, next)).orElse(next);
                return there.filter(merged::equals).isPresent()
                        ? merged
                        : replace(name, new Versioned<>(merged, before.get().eTag()), metadata.apply(merged))
                                .value();
            } catch (ChangedMeanwhile e) {
                // another wrote: read again
            }
        }
        throw new StorageUnavailable(name + ": changed by others again and again", null);
    }

    /** The blobs below a prefix with their metadata, in the order of their names; no more than a page of them is held. */
    void visit(String prefix, Consumer<List<BlobItem>> pages) {
        String marker = null;
        do {
            Page<BlobItem> page = page(prefix, marker, LARGEST_PAGE);
            pages.accept(page.items());
            marker = page.next();
        } while (marker != null);
    }

    /**
     * @param marker where the page before ended, or null
     * @throws IllegalArgumentException where no page ever ended
     */
    Page<BlobItem> page(String prefix, String marker, int limit) {
        var options = new ListBlobsOptions()
                .setPrefix(prefix)
                .setMaxResultsPerPage(limit)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return StorageCalls.call(blobs(), container, () -> {
            try {
                return first(blobs().listBlobs(options, marker, null).iterableByPage());
            } catch (BlobStorageException e) {
                if (marker != null && e.getStatusCode() == 400) {
                    throw new IllegalArgumentException("no place in this list", e);
                }
                throw e;
            }
        });
    }

    private static Page<BlobItem> first(Iterable<PagedResponse<BlobItem>> pages) {
        PagedResponse<BlobItem> page = pages.iterator().next();
        String next = page.getContinuationToken();
        return new Page<>(page.getValue(), next == null || next.isEmpty() ? null : next);
    }

    boolean isThere(String name) {
        return raw(name).isPresent();
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

    /** For a person: where a record lies. */
    String place(String name) {
        return container + "/" + name;
    }

    private T read(String name, byte[] found) {
        return readable(found).orElseThrow(() -> new UnreadableRecord(place(name)));
    }

    private Optional<T> readable(byte[] found) {
        try {
            return Optional.ofNullable(json.read(found, type));
        } catch (IllegalStateException e) {
            return Optional.empty();
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
