package io.driverelay.homeassistant;

import io.driverelay.drive.ItemName;
import io.driverelay.upload.BackupMetadata;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Home Assistant calls a backup's file ({@code suggested_filename} of its {@code backup} integration): name and date, each run of white
 * space an underscore. It cleans nothing; a name that OneDrive would refuse is made one that it takes.
 */
final class BackupFileName {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm ssSSSSSS", Locale.ROOT);

    /** What Python's {@code str.split} takes for white space: Unicode's, and the four separators of ASCII. */
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);

    private BackupFileName() {}

    /** Exactly as Home Assistant. */
    static String suggested(String name, OffsetDateTime date) {
        return joined(name + " " + DATE.format(date) + BackupMetadata.CONTENT_END);
    }

    /** @param longest characters of the name beside it, which is the longer one */
    static String forOneDrive(String name, OffsetDateTime date, int longest) {
        String end = joined(DATE.format(date));
        String kept = ItemName.cut(joined(name), longest - BackupMetadata.DESCRIPTION_END.length() - end.length() - 1);
        return ItemName.made(kept.isEmpty() ? end : kept + "_" + end) + BackupMetadata.CONTENT_END;
    }

    private static String joined(String text) {
        return WHITE_SPACE.matcher(text).replaceAll(" ").strip().replace(' ', '_');
    }
}
