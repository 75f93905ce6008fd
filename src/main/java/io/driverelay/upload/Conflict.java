package io.driverelay.upload;

/** What happens when the name is taken on the drive. */
public enum Conflict {
    FAIL,
    REPLACE,
    /** The file gets a name that is free. */
    RENAME
}
