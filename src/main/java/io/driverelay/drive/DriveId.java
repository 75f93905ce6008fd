package io.driverelay.drive;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a drive. A personal drive's is a hexadecimal number, which OneDrive writes in either case, with or without leading zeros.
 *
 * @see <a href="https://github.com/OneDrive/onedrive-api-docs/issues/1902">onedrive-api-docs#1902</a>
 */
public final class DriveId {
    private static final Pattern PERSONAL = Pattern.compile("0*([0-9a-fA-F]{1,16})");
    private static final int LONGEST_PERSONAL = 16;

    private DriveId() {}

    /** One spelling for one drive; any other id stays as it is. */
    public static String canonical(String driveId) {
        if (driveId == null || driveId.length() > LONGEST_PERSONAL) {
            return driveId;
        }
        Matcher personal = PERSONAL.matcher(driveId);
        return personal.matches() ? personal.group(1).toUpperCase(Locale.ROOT) : driveId;
    }

    public static boolean same(String one, String other) {
        return one != null && canonical(one).equals(canonical(other));
    }
}
