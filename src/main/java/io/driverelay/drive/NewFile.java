package io.driverelay.drive;

import java.time.Instant;

/**
 * A file to be made on a drive.
 *
 * @param folderId the drive item it goes into
 * @param replace whether a file of that name gives way; otherwise the drive answers {@link DriveFault.Kind#NAME_TAKEN}
 * @param lastModified what the file's {@code fileSystemInfo} shall say
 */
public record NewFile(String folderId, String name, long sizeBytes, boolean replace, Instant lastModified) {}
