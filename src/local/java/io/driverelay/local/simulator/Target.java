package io.driverelay.local.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an address names: an item, or a name below one that is not there yet; and what is to be done with it. */
record Target(Item base, List<String> names, String action) {
    private static final String ITEMS = "/me/drive/items/";
    private static final String APP_ROOT = "/me/drive/special/approot";

    /** @param path raw, below the version */
    static Target of(OneDriveAccount account, String path) {
        if (path.startsWith(APP_ROOT)) {
            return below(account.appRoot(), path.substring(APP_ROOT.length()));
        }
        if (!path.startsWith(ITEMS)) {
            throw new GraphError(400, "invalidRequest", "Resource not found for the segment");
        }
        String rest = path.substring(ITEMS.length());
        int end = rest.indexOf(":/") >= 0
                ? rest.indexOf(":/")
                : rest.indexOf('/') >= 0 ? rest.indexOf('/') : rest.length();
        Item base = account.item(Call.decoded(rest.substring(0, end))).orElseThrow(GraphError::notFound);
        return below(base, rest.substring(end));
    }

    Optional<Item> existing(OneDriveAccount account) {
        Optional<Item> at = Optional.of(base);
        for (String name : names) {
            at = at.flatMap(item -> {
                requireFolder(account, item);
                return account.child(item.id, name);
            });
        }
        return at;
    }

    String name() {
        if (names.isEmpty()) {
            throw new GraphError(400, "invalidRequest", "File name not provided in url");
        }
        return names.get(names.size() - 1);
    }

    /** The folder that holds the name, with all that was missing of it. */
    Item parent(OneDriveAccount account) {
        name();
        Item at = base;
        for (String name : names.subList(0, names.size() - 1)) {
            Item from = at;
            requireFolder(account, from);
            at = account.child(from.id, name).orElseGet(() -> account.add(from.id, name, true));
        }
        requireFolder(account, at);
        return at;
    }

    static void requireFolder(OneDriveAccount account, Item item) {
        if (item.folder) {
            return;
        }
        int status = account.behaviours().belowAFileStatus;
        String code = status == 404 ? "itemNotFound" : status == 409 ? "nameAlreadyExists" : "invalidRequest";
        throw new GraphError(status, code, "The item is not a folder");
    }

    private static Target below(Item base, String rest) {
        if (!rest.startsWith(":/")) {
            return new Target(base, List.of(), rest);
        }
        int end = rest.indexOf(':', 2);
        String path = rest.substring(2, end < 0 ? rest.length() : end);
        List<String> names =
                Arrays.stream(path.split("/", -1)).map(Call::decoded).toList();
        names.forEach(Target::check);
        return new Target(base, names, end < 0 ? "" : rest.substring(end + 1));
    }

    static void check(String name) {
        boolean refused = name.isEmpty()
                || name.length() > 255
                || name.endsWith(".")
                || !name.equals(name.strip())
                || name.chars().anyMatch(c -> c < 32 || "\"*:<>?/\\|".indexOf(c) >= 0);
        if (refused) {
            throw new GraphError(400, "invalidRequest", "invalidPath", "The provided name is not valid");
        }
    }
}
