package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Uploads that have ended for good: {@code ended-uploads/<connectionId>/<uploadId>.json}, and beside each an empty blob {@code
 * ended-uploads/<connectionId>/newest-first/…} whose name sorts the youngest first and whose metadata is the mark, since a listing goes one
 * way only. A rule of the account deletes both.
 */
final class EndedUploads {
    private static final String CONTAINER = "ended-uploads";
    private static final String NEWEST_FIRST = "newest-first/";
    private static final long LATEST_MILLIS = 9_999_999_999_999L;
    private static final int MILLIS_DIGITS = 13;

    private final JsonBlobs<Upload> records;
    private final JsonBlobs<Entry> entries;

    /** What it says is in its name and metadata. */
    record Entry() {}

    EndedUploads(StorageClients clients) {
        var json = new Json();
        this.records = new JsonBlobs<>(clients, CONTAINER, Upload.class, json);
        this.entries = new JsonBlobs<>(clients, CONTAINER, Entry.class, json);
    }

    Optional<Upload> find(String connectionId, String uploadId) {
        return records.find(connectionId + "/" + uploadId + ".json").map(Versioned::value);
    }

    /** The list first: an entry without a record is passed over. Of two that were opened under one key the one opened later is kept. */
    void keep(Upload upload) {
        UploadMark mark = UploadMark.of(upload);
        Map<String, String> metadata = UploadMarks.write(mark);
        entries.store(entryName(mark), new Entry(), metadata);
        records.merge(
                mark.connectionId() + "/" + mark.uploadId() + ".json",
                upload,
                (before, next) -> before.times().openedAt().isAfter(next.times().openedAt()) ? before : next,
                kept -> UploadMarks.write(UploadMark.of(kept)));
    }

    Page<UploadMark> newestFirst(String connectionId, String cursor, int limit) {
        Page<BlobItem> page = entries.page(connectionId + "/" + NEWEST_FIRST, cursor, limit);
        return new Page<>(
                page.items().stream().flatMap(item -> mark(connectionId, item)).toList(), page.next());
    }

    /** An entry that says nothing costs its owner one line of the list. */
    private static Stream<UploadMark> mark(String connectionId, BlobItem item) {
        try {
            String name = item.getName();
            String id = name.substring(name.lastIndexOf('/') + 1 + MILLIS_DIGITS + 1, name.length() - ".json".length());
            return Stream.of(UploadMarks.read(connectionId, id, Metadata.of(item)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            BlobUploads.unreadable(CONTAINER + "/" + item.getName());
            return Stream.empty();
        }
    }

    private static String entryName(UploadMark mark) {
        return mark.connectionId() + "/" + NEWEST_FIRST + inverted(mark.openedAt()) + "-" + mark.uploadId() + ".json";
    }

    private static String inverted(Instant time) {
        return String.format(Locale.ROOT, "%013d", LATEST_MILLIS - time.toEpochMilli());
    }
}
