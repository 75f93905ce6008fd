package io.driverelay.backup;

import io.driverelay.backup.ShelfProblem.Kind;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.FolderPage;
import io.driverelay.drive.FolderPage.Child;
import io.driverelay.upload.BackupMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What lies in a folder, sorted by what its names say. Names that differ in case alone are one name to OneDrive. */
final class FolderContents {
    /** Of 200 items each. */
    private static final int MOST_PAGES = 50;

    private final Map<String, DriveItem> contents = new HashMap<>();
    private final List<Child> descriptions = new ArrayList<>();
    private final List<ShelfProblem> problems = new ArrayList<>();

    private FolderContents() {}

    /** @param name what the folder is called, for a person */
    static FolderContents of(Drive drive, String folderId, String name) {
        var found = new FolderContents();
        try {
            String next = null;
            for (int n = 0; n == 0 || next != null; n++) {
                if (n == MOST_PAGES) {
                    found.problems.add(new ShelfProblem(name, Kind.NOT_LISTED, "it holds more than is looked at"));
                    break;
                }
                FolderPage page = drive.children(folderId, next);
                page.children().forEach(found::sort);
                next = page.next();
            }
        } catch (DriveFault fault) {
            if (fault.kind() != DriveFault.Kind.NOT_FOUND || fault.retryAfter().isPresent()) {
                throw fault;
            }
            requireGone(drive, folderId);
            found.problems.add(ShelfProblem.of(name, Kind.FOLDER_MISSING));
        }
        return found;
    }

    /** A passing 404 must not turn all that lies there into what is not there. */
    private static void requireGone(Drive drive, String folderId) {
        if (drive.item(folderId).isPresent()) {
            throw new DriveFault(DriveFault.Kind.UNREACHABLE, "the folder is there, and was not given");
        }
    }

    List<Child> descriptions() {
        return descriptions;
    }

    List<ShelfProblem> problems() {
        return problems;
    }

    /** The content that a description's name belongs to, null where there is none; it counts as described from now on. */
    DriveItem takeContentOf(DriveItem description) {
        return contents.remove(base(description.name(), BackupMetadata.DESCRIPTION_END));
    }

    /** Contents whose description was not asked for. */
    List<DriveItem> undescribed() {
        return List.copyOf(contents.values());
    }

    private void sort(Child child) {
        DriveItem item = child.item();
        String lower = item.name().toLowerCase(Locale.ROOT);
        if (!item.isFolder() && lower.endsWith(BackupMetadata.DESCRIPTION_END)) {
            descriptions.add(child);
        } else if (!item.isFolder() && lower.endsWith(BackupMetadata.CONTENT_END)) {
            contents.put(base(item.name(), BackupMetadata.CONTENT_END), item);
        } else {
            problems.add(ShelfProblem.of(item.name(), Kind.FOREIGN));
        }
    }

    private static String base(String name, String end) {
        return name.substring(0, name.length() - end.length()).toLowerCase(Locale.ROOT);
    }
}
