package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.store.Abreast;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The marks of listed records. Where somebody lost or changed the metadata, the record itself tells; one that says nothing either is named,
 * and hides none of the others.
 *
 * @param find reads a record by its name
 * @param read of metadata; throws {@link IllegalArgumentException} or {@link DateTimeException} where it is none of ours
 * @param ofRecord the same of the record
 */
record Marks<T, M>(Function<String, Optional<Versioned<T>>> find, Function<BlobItem, M> read, Function<T, M> ofRecord) {
    private static final int AT_ONCE = 16;

    /** In the order of the blobs. */
    List<M> of(List<BlobItem> items, Consumer<String> unreadable) {
        Map<String, M> known = new LinkedHashMap<>();
        items.forEach(item -> known.put(item.getName(), markOf(item)));
        List<String> lost =
                known.keySet().stream().filter(name -> known.get(name) == null).toList();
        Queue<String> unread = new ConcurrentLinkedQueue<>();
        List<Optional<M>> told = Abreast.map(AT_ONCE, lost, name -> ofRecord(name, unread));
        for (int i = 0; i < lost.size(); i++) {
            known.put(lost.get(i), told.get(i).orElse(null));
        }
        unread.forEach(unreadable);
        return known.values().stream().filter(Objects::nonNull).toList();
    }

    private M markOf(BlobItem item) {
        try {
            return read.apply(item);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private Optional<M> ofRecord(String name, Queue<String> unread) {
        try {
            return find.apply(name).map(found -> ofRecord.apply(found.value()));
        } catch (UnreadableRecord e) {
            unread.add(e.record());
            return Optional.empty();
        }
    }
}
