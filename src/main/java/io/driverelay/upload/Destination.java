package io.driverelay.upload;

import io.driverelay.drive.ItemName;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.util.List;

/**
 * Where a file goes, checked against what OneDrive takes.
 *
 * @param folder names with {@code /} between them, below the app folder; empty for the app folder itself
 */
public record Destination(String folder, String fileName) {
    /** OneDrive's limit for a whole path, decoded. */
    private static final int LONGEST_PATH = 400;

    public Destination {
        names(folder).forEach(name -> check("destinationFolder", name));
        check("fileName", fileName);
        int length = folder.length() + 1 + fileName.length();
        if (length > LONGEST_PATH) {
            throw new Refused(
                    RefusalCode.INVALID_DESTINATION,
                    "The path has " + length + " characters; OneDrive takes at most " + LONGEST_PATH
                            + ". Choose shorter names.");
        }
    }

    /** A whole path: what stands before the last {@code /} is the folder. */
    public static Destination ofPath(String path) {
        int slash = path.lastIndexOf('/');
        return new Destination(slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1));
    }

    /** The names of a folder's path, outermost first; none for the empty path. */
    public static List<String> names(String folder) {
        return folder.isEmpty() ? List.of() : List.of(folder.split("/", -1));
    }

    private static void check(String field, String name) {
        ItemName.problemWith(name).ifPresent(problem -> {
            throw new Refused(
                            RefusalCode.INVALID_DESTINATION,
                            field + ": the name \"" + shortened(name) + "\" " + problem + ". Choose another name.")
                    .with("field", field)
                    .with("segment", shortened(name));
        });
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
}
