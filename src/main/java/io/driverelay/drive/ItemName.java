package io.driverelay.drive;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What OneDrive takes as the name of a file or folder, and a person can read: no line ends, and nothing that turns the direction of writing.
 *
 * @see <a href="https://support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa">restrictions in OneDrive</a>
 */
public final class ItemName {
    private static final String REFUSED = "\"*:<>?/\\|";
    /** U+061C, and the marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm. */
    private static final String TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private static final int REPLACEMENT = 0xfffd;
    private static final Set<String> RESERVED = Set.of(".lock", "con", "prn", "aux", "nul", "desktop.ini", ".", "..");
    /** UTF-16. */
    public static final int LONGEST = 255;

    private ItemName() {}

    /** Why the name is not taken, as the end of a sentence; empty when it is. */
    public static Optional<String> problemWith(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        if (name.length() > LONGEST) {
            return Optional.of("has " + name.length() + " characters; OneDrive takes at most " + LONGEST);
        }
        return problemWithCharacters(name).or(() -> problemWithWhole(name));
    }

    /** Why a text with such characters is not repeated to anybody; empty where it can be. */
    public static Optional<String> unreadable(String text) {
        return text.codePoints()
                .filter(ItemName::isUnreadable)
                .mapToObj(c -> c == REPLACEMENT
                        ? "is not UTF-8: it holds U+FFFD, which bytes of another encoding become"
                        : "holds the character " + shown(c) + ", which cannot be shown")
                .findFirst();
    }

    /** At most so many characters of a text, and in place of what cannot be shown its number. */
    public static String shown(String text, int longest) {
        boolean cut = text.codePointCount(0, text.length()) > longest;
        String shown = text.codePoints()
                .limit(longest)
                .mapToObj(c -> isUnreadable(c) ? "<" + shown(c) + ">" : Character.toString(c))
                .collect(Collectors.joining());
        return cut ? shown + "…" : shown;
    }

    /**
     * A name that is taken, made of one that may not be: an underscore in place of each character that is refused, of a space at either end,
     * of a period at the end and of the first letter of what is reserved. Its length stays.
     */
    public static String made(String name) {
        StringBuilder made = new StringBuilder(name.length());
        name.codePoints()
                .map(c -> REFUSED.indexOf(c) >= 0 || isUnreadable(c) ? '_' : c)
                .forEach(made::appendCodePoint);
        String taken = made.toString()
                .replaceFirst("^~\\$", "_\\$")
                .replaceAll("(?i)_vti_", "-vti-")
                .replaceFirst("^\\p{IsWhite_Space}", "_")
                .replaceFirst("[\\p{IsWhite_Space}.]$", "_");
        return isReserved(taken) ? "_" + taken.substring(1) : taken;
    }

    /** At most so many characters (UTF-16) of a text, and never a part of one. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Math.max(0, longest);
        boolean halves = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, halves ? end - 1 : end);
    }

    private static Optional<String> problemWithCharacters(String name) {
        Optional<String> refused = name.codePoints()
                .filter(c -> REFUSED.indexOf(c) >= 0)
                .mapToObj(c -> "holds the character " + shown(c) + ", which OneDrive refuses")
                .findFirst();
        return refused.or(() -> unreadable(name));
    }

    /** The same for names that differ in case alone, which are one name to OneDrive. */
    public static String foldedCase(String name) {
        var folded = new StringBuilder(name.length());
        name.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static Optional<String> problemWithWhole(String name) {
        if (isReserved(name) || name.toLowerCase(Locale.ROOT).contains("_vti_")) {
            return Optional.of("is a name that OneDrive reserves");
        }
        if (name.startsWith("~$")) {
            return Optional.of("begins with ~$, which OneDrive refuses");
        }
        if (!name.equals(name.stripLeading())) {
            return Optional.of("begins with a space, which OneDrive refuses");
        }
        if (!name.equals(name.stripTrailing())) {
            return Optional.of("ends with a space, which OneDrive refuses");
        }
        return name.endsWith(".") ? Optional.of("ends with a period, which OneDrive refuses") : Optional.empty();
    }

    private static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || lower.matches("(com|lpt)[0-9]");
    }

    private static boolean isUnreadable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> c == REPLACEMENT || isNoCharacter(c) || TURNING.indexOf(c) >= 0;
        };
    }

    /** Unicode keeps the last two of each plane, and thirty-two more, from ever being one. */
    private static boolean isNoCharacter(int c) {
        return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    }

    private static String shown(int c) {
        boolean printable = c > ' ' && c < 0x7f;
        return printable ? Character.toString(c) : String.format("U+%04X", c);
    }
}
