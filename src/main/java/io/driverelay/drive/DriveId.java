package io.driverelay.drive;

import java.util.Locale;

/**
 * The id of a drive. A personal drive's is a hexadecimal number, which OneDrive writes in either case, with or without leading zeros.
 *
 * @see <a href="https://github.com/OneDrive/onedrive-api-docs/issues/1902">onedrive-api-docs#1902</a>
 */
public final class DriveId {
    private static final int LONGEST_PERSONAL = 16;

    private DriveId() {}

    /** One spelling for one drive; any other id stays as it is. */
    public static String canonical(String driveId) {
        if (driveId == null || driveId.length() > LONGEST_PERSONAL || !driveId.matches("[0-9a-fA-F]+")) {
            return driveId;
        }
        return driveId.replaceFirst("^0+(?=.)", "").toUpperCase(Locale.ROOT);
    }

    public static boolean same(String one, String other) {
        return one != null && canonical(one).equals(canonical(other));
    }
}
