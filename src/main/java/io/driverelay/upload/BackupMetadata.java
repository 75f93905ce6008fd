package io.driverelay.upload;

import java.util.Objects;

/**
 * Home Assistant's description of a backup, stored beside it on the drive exactly as the home gave it.
 *
 * @param json the whole object, as text
 * @param backupId its {@code backup_id}
 * @param name its {@code name}
 */
public record BackupMetadata(String json, String backupId, String name) {
    /** What the name of a backup's content ends with. */
    public static final String CONTENT_END = ".tar";

    /** In its place, what the name of the file ends with that describes it. */
    public static final String DESCRIPTION_END = ".metadata.json";

    /** What the file is called that describes the backup in a file of that name, whatever the letter case of its ending. */
    public static String fileBeside(String contentName) {
        int base = contentName.length() - CONTENT_END.length();
        boolean ends = contentName.regionMatches(true, base, CONTENT_END, 0, CONTENT_END.length());
        return (ends ? contentName.substring(0, base) : contentName) + DESCRIPTION_END;
    }

    public BackupMetadata {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(backupId, "backupId");
        Objects.requireNonNull(name, "name");
    }
}
