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
 * @param undescribable contents without a description, of which none could be made
 */
public record BackupCatalogue(List<Entry> entries, List<Undescribable> undescribable) {
    public static final BackupCatalogue EMPTY = new BackupCatalogue(List.of(), List.of());

    public BackupCatalogue {
        entries = entries == null ? List.of() : List.copyOf(entries);
        undescribable = undescribable == null ? List.of() : List.copyOf(undescribable);
    }

    /**
     * @param itemId of the file
     * @param eTag of what was read; another one is to be read anew
     * @param text null where it is not UTF-8
     */
    public record Entry(String itemId, String eTag, String text) {}

    /** @param eTag of the content that was read; another one is to be read anew */
    public record Undescribable(String itemId, String eTag) {
        static Undescribable of(DriveItem content) {
            return new Undescribable(content.id(), content.eTag());
        }
    }

    BackupCatalogue withEntries(List<Entry> now) {
        return new BackupCatalogue(now, undescribable);
    }

    BackupCatalogue withUndescribable(List<Undescribable> now) {
        return new BackupCatalogue(entries, now);
    }

    /** What was read of a file, by what it is now. */
    Function<DriveItem, Optional<Entry>> known() {
        Map<String, Entry> byId =
                entries.stream().collect(Collectors.toMap(Entry::itemId, entry -> entry, (one, other) -> other));
        return item -> Optional.ofNullable(byId.get(item.id()))
                .filter(entry -> entry.eTag() != null && entry.eTag().equals(item.eTag()));
    }
}
