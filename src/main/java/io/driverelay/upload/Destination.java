package io.driverelay.upload;

import io.driverelay.drive.ItemName;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where a file goes, checked against what OneDrive takes.
 *
 * @param folder names with {@code /} between them, below the app folder; empty for the app folder itself
 */
public record Destination(String folder, String fileName) {
    /** OneDrive's limit for a whole path, decoded. */
    private static final int LONGEST_PATH = 400;

    private static final int SHOWN = 80;

    public Destination {
        names(folder).forEach(name -> check("destinationFolder", name));
        check("fileName", fileName);
        requireShort(length(folder, fileName), 0);
    }

    /**
     * @param parentPath of the folder that the home's folder lies in, as the drive tells it ({@code /drive/root:/Apps/Name}); null when
     *     unknown
     * @param homeFolder the folder below it that the path goes through; empty for none
     */
    public void requireShortBelow(String parentPath, String homeFolder) {
        int before = before(parentPath, homeFolder);
        requireShort(before + 1 + length(folder, fileName), before);
    }

    /**
     * How many characters a name in that folder may have.
     *
     * @param parentPath as in {@link #requireShortBelow}
     */
    public static int longestName(String parentPath, String homeFolder) {
        return Math.min(ItemName.LONGEST, LONGEST_PATH - before(parentPath, homeFolder) - 1);
    }

    private static int before(String parentPath, String homeFolder) {
        String parent = parentPath == null ? "" : decoded(parentPath.replaceFirst("^.*?root:/?", ""));
        return parent.length() + (homeFolder.isEmpty() ? 0 : homeFolder.length() + 1);
    }

    /** A whole path: what stands before the last {@code /} is the folder. */
    public static Destination ofPath(String path) {
        int slash = path.lastIndexOf('/');
        // a slash in front of all is a folder without a name, and not the app folder
        return new Destination(slash < 0 ? "" : path.substring(0, Math.max(slash, 1)), path.substring(slash + 1));
    }

    /** The same for paths that OneDrive takes for one. */
    public String foldedCase() {
        return ItemName.foldedCase(folder.isEmpty() ? fileName : folder + "/" + fileName);
    }

    /** The names of a folder's path, outermost first; none for the empty path. */
    public static List<String> names(String folder) {
        return folder.isEmpty() ? List.of() : List.of(folder.split("/", -1));
    }

    private static int length(String folder, String fileName) {
        return fileName.length() + (folder.isEmpty() ? 0 : folder.length() + 1);
    }

    private static void requireShort(int length, int ofIt) {
        if (length > LONGEST_PATH) {
            String fixed = ofIt == 0 ? "" : ", " + ofIt + " of them for the folders of this app and home";
            throw new Refused(
                            RefusalCode.INVALID_DESTINATION,
                            "The path has " + length + " characters" + fixed + "; OneDrive takes at most "
                                    + LONGEST_PATH + ". Choose shorter names.")
                    .with("pathCharacters", length)
                    .with("limitCharacters", LONGEST_PATH)
                    .with(
                            "errors",
                            errors("destinationFolder", "is too long with its name: " + length + " characters"));
        }
    }

    /** Some drives tell a path in percent encoding. */
    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static void check(String field, String name) {
        ItemName.problemWith(name).ifPresent(problem -> {
            String shown = ItemName.shown(name, SHOWN);
            throw new Refused(
                            RefusalCode.INVALID_DESTINATION,
                            field + ": the name \"" + shown + "\" " + problem + ". Choose another name.")
                    .with("field", field)
                    .with("segment", shown)
                    .with("errors", errors(field, "the name \"" + shown + "\" " + problem));
        });
    }

    private static List<Map<String, String>> errors(String field, String detail) {
        return List.of(Map.of("pointer", "/" + field, "detail", detail));
    }
}
