package io.driverelay.upload;

/** What is carried: a backup with its metadata file, or any file. */
public enum Kind {
    BACKUP,
    FILE
}
