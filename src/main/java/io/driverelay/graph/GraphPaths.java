package io.driverelay.graph;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses of items. Each name is percent-encoded by itself; the delimiters stay. */
record GraphPaths(URI base) {
    URI drive(String query) {
        return URI.create(base + "/me/drive" + query);
    }

    URI appFolder() {
        return URI.create(base + "/me/drive/special/approot");
    }

    URI item(String itemId) {
        return URI.create(base + "/me/drive/items/" + encoded(itemId));
    }

    URI children(String itemId) {
        return URI.create(item(itemId) + "/children");
    }

    /** Of an item, by its id; {@code action} begins with a slash. */
    URI itemAction(String itemId, String action) {
        return URI.create(item(itemId) + action);
    }

    /** What lies below a folder; {@code action} is empty, or begins with a slash. */
    URI below(String folderId, String path, String action) {
        String names =
                Arrays.stream(path.split("/", -1)).map(GraphPaths::encoded).collect(Collectors.joining("/"));
        return URI.create(item(folderId) + ":/" + names + ":" + action);
    }

    /** Percent-encoding of RFC 3986, all but unreserved characters; a form's encoding would make a space a plus. */
    private static String encoded(String name) {
        var out = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!".indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return out.toString();
    }
}
