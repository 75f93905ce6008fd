package io.driverelay.drive;

import java.util.List;
import java.util.Optional;

/**
 * A part of what lies in a folder.
 *
 * @param next what {@link Drive#children} takes to go on; null after the last
 */
public record FolderPage(List<Child> children, String next) {
    public FolderPage {
        children = List.copyOf(children);
    }

    /** @param url null for a folder, and where the drive gave none: it is to be asked for then */
    public record Child(DriveItem item, DownloadUrl url) {
        public Optional<DownloadUrl> download() {
            return Optional.ofNullable(url);
        }
    }
}
