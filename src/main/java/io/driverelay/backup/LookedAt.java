package io.driverelay.backup;

import io.driverelay.backup.BackupCatalogue.Content;
import io.driverelay.drive.DriveItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How it went with the contents that nothing describes: what the catalogue tells, and what is found now. */
final class LookedAt {
    private final Set<Content> undescribable;
    private final List<Content> failed;

    LookedAt(BackupCatalogue catalogue) {
        this.undescribable = new LinkedHashSet<>(catalogue.undescribable());
        this.failed = new ArrayList<>(catalogue.failed());
    }

    boolean isUndescribable(DriveItem tar) {
        return undescribable.contains(Content.of(tar));
    }

    boolean hasFailed(DriveItem tar) {
        return failed.contains(Content.of(tar));
    }

    /** The smaller is the sooner: what never failed, then what failed the longest ago. */
    int turn(DriveItem tar) {
        return failed.indexOf(Content.of(tar));
    }

    void note(DriveItem tar, Orphan.Ending ending) {
        Content content = Content.of(tar);
        failed.remove(content);
        if (ending == Orphan.Ending.FAILED) {
            failed.add(content);
        } else if (ending.isNever()) {
            undescribable.add(content);
        }
    }

    /** What is gone from the folder is forgotten. */
    BackupCatalogue in(BackupCatalogue catalogue, List<DriveItem> there) {
        List<Content> contents = there.stream().map(Content::of).toList();
        return catalogue.withContents(
                undescribable.stream().filter(contents::contains).toList(),
                failed.stream().filter(contents::contains).toList());
    }
}
