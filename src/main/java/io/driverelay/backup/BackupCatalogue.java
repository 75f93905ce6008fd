package io.driverelay.backup;

import io.driverelay.drive.DriveItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was read before, so that nothing is read twice as long as it lies unchanged on the drive.
 *
 * @param entries the descriptions
 * @param undescribable contents without a description, of which none can be made
 * @param failed contents without a description, with which something went wrong when one was to be made
 */
public record BackupCatalogue(List<Entry> entries, List<Content> undescribable, List<Content> failed) {
    public static final BackupCatalogue EMPTY = new BackupCatalogue(List.of(), List.of(), List.of());

    /** One that an older version kept lacks what that did not know. */
    public BackupCatalogue {
        entries = entries == null ? List.of() : List.copyOf(entries);
        undescribable = undescribable == null ? List.of() : List.copyOf(undescribable);
        failed = failed == null ? List.of() : List.copyOf(failed);
    }

    /**
     * @param itemId of the file
     * @param eTag of what was read; another one is to be read anew
     * @param text null where it is not UTF-8
     */
    public record Entry(String itemId, String eTag, String text) {}

    /** @param eTag of the content that was looked at; another one is to be read anew */
    public record Content(String itemId, String eTag) {
        static Content of(DriveItem content) {
            return new Content(content.id(), content.eTag());
        }
    }

    BackupCatalogue withEntries(List<Entry> now) {
        return new BackupCatalogue(now, undescribable, failed);
    }

    BackupCatalogue withContents(List<Content> nowUndescribable, List<Content> nowFailed) {
        return new BackupCatalogue(entries, nowUndescribable, nowFailed);
    }

    /** What was read of a file, by what it is now. */
    Function<DriveItem, Optional<Entry>> known() {
        Map<String, Entry> byId =
                entries.stream().collect(Collectors.toMap(Entry::itemId, entry -> entry, (one, other) -> other));
        return item -> Optional.ofNullable(byId.get(item.id()))
                .filter(entry -> entry.eTag() != null && entry.eTag().equals(item.eTag()));
    }
}
