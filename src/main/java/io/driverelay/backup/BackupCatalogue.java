package io.driverelay.backup;

import io.driverelay.drive.DriveItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The descriptions that were read before, so that none is read twice as long as it lies unchanged on the drive. */
public record BackupCatalogue(List<Entry> entries) {
    public static final BackupCatalogue EMPTY = new BackupCatalogue(List.of());

    public BackupCatalogue {
        entries = entries == null ? List.of() : List.copyOf(entries);
    }

    /**
     * @param itemId of the file
     * @param eTag of what was read; another one is to be read anew
     * @param text null where it is not UTF-8
     */
    public record Entry(String itemId, String eTag, String text) {}

    /** What was read of a file, by what it is now. */
    Function<DriveItem, Optional<Entry>> known() {
        Map<String, Entry> byId =
                entries.stream().collect(Collectors.toMap(Entry::itemId, entry -> entry, (one, other) -> other));
        return item -> Optional.ofNullable(byId.get(item.id()))
                .filter(entry -> entry.eTag() != null && entry.eTag().equals(item.eTag()));
    }
}
