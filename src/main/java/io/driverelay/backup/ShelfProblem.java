package io.driverelay.backup;

/**
 * What in a home's folder is no backup, and why.
 *
 * @param name of the file or folder on the drive
 * @param detail in words; null where the kind says all
 */
public record ShelfProblem(String name, Kind kind, String detail) {
    public enum Kind {
        /** Its description is none that Home Assistant could read: it hides every backup from Home Assistant. */
        DESCRIPTION_INVALID,
        DESCRIPTION_TOO_LARGE,
        /** The drive did not give it now; the next list tries again. */
        DESCRIPTION_NOT_READ,
        /** A backup's content without its description. */
        DESCRIPTION_MISSING,
        /** A backup's description without its content. */
        CONTENT_MISSING,
        /** Another file describes a backup of the same id. */
        DUPLICATE,
        /** Neither of the two. */
        FOREIGN,
        /** The home's folder itself is not on the drive. */
        FOLDER_MISSING,
        /** There is more than is looked at. */
        NOT_LISTED
    }

    static ShelfProblem of(String name, Kind kind) {
        return new ShelfProblem(name, kind, null);
    }
}
