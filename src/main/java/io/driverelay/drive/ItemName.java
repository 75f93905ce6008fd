package io.driverelay.drive;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What OneDrive takes as the name of a file or folder.
 *
 * @see <a href="https://support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa">restrictions in OneDrive</a>
 */
public final class ItemName {
    private static final String REFUSED = "\"*:<>?/\\|";
    private static final Set<String> RESERVED = Set.of(".lock", "con", "prn", "aux", "nul", "desktop.ini", ".", "..");
    private static final int LONGEST = 255;

    private ItemName() {}

    /** Why OneDrive would refuse the name, as the end of a sentence; empty when it takes it. */
    public static Optional<String> problemWith(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        if (name.length() > LONGEST) {
            return Optional.of("has " + name.length() + " characters; OneDrive takes at most " + LONGEST);
        }
        Optional<String> character = name.codePoints()
                .filter(ItemName::isRefused)
                .mapToObj(c -> "holds the character " + shown(c) + ", which OneDrive refuses")
                .findFirst();
        return character.or(() -> problemWithWhole(name));
    }

    private static Optional<String> problemWithWhole(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || lower.matches("(com|lpt)[0-9]") || lower.contains("_vti_")) {
            return Optional.of("is a name that OneDrive reserves");
        }
        if (name.startsWith("~$")) {
            return Optional.of("begins with ~$, which OneDrive refuses");
        }
        if (name.endsWith(".") || !name.equals(name.strip())) {
            return Optional.of("begins or ends with a space, or ends with a period, which OneDrive refuses");
        }
        return Optional.empty();
    }

    private static boolean isRefused(int c) {
        boolean loneSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return loneSurrogate || Character.isISOControl(c) || REFUSED.indexOf(c) >= 0;
    }

    private static String shown(int c) {
        boolean printable = c > ' ' && c < 0x7f;
        return printable ? Character.toString(c) : String.format("U+%04X", c);
    }
}
