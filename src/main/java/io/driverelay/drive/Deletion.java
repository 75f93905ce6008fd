package io.driverelay.drive;

/** Where an item went. */
public enum Deletion {
    /** Its bytes are free. */
    FOR_GOOD,
    /** Into the recycle bin, where it still counts. */
    RECYCLE_BIN
}
