package io.driverelay.drive;

import java.time.Instant;
import java.util.Optional;

/**
 * A file or folder on a drive.
 *
 * @param path where its parent is, for people only ({@code /drive/root:/Apps/…}; localised); may be null
 * @param quickXorHash base64; null for a folder, and where the drive gives none
 * @param description what somebody wrote to it, null for nothing; some drives escape it as HTML
 * @param created when the drive itself got it, whatever its sender says; null where the drive tells none
 * @param lastModified {@code fileSystemInfo.lastModifiedDateTime}; null where the drive gives none
 */
public record DriveItem(
        String id,
        String eTag,
        String name,
        long sizeBytes,
        String quickXorHash,
        String webUrl,
        Instant created,
        Instant lastModified,
        String path,
        String description,
        boolean isFolder) {

    public Optional<String> hash() {
        return Optional.ofNullable(quickXorHash);
    }
}
