package io.driverelay.scenario;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request to Blob or Queue storage is called in the service's reference, and on what. */
final class StorageOperation {
    private static final Pattern QUEUE_PATH =
            Pattern.compile("/[^/]+/((?:relay-uploads|drive-shares|home-pushes)(?:-poison)?)(/messages(/.+)?)?");
    private static final Map<String, String> BLOB = Map.ofEntries(
            Map.entry("PUT", "Put Blob"),
            Map.entry("GET", "Get Blob"),
            Map.entry("HEAD", "Get Blob Properties"),
            Map.entry("DELETE", "Delete Blob"),
            Map.entry("PUT snapshot", "Snapshot Blob"),
            Map.entry("PUT blocklist", "Put Block List"),
            Map.entry("GET blocklist", "Get Block List"),
            Map.entry("PUT lease", "Lease Blob"),
            Map.entry("PUT metadata", "Set Blob Metadata"));

    private StorageOperation() {}

    static String of(String method, String path, String query) {
        if (method.equals("POST") && query.contains("comp=userdelegationkey")) {
            return "Get User Delegation Key";
        }
        Matcher queue = QUEUE_PATH.matcher(path);
        return queue.matches() ? queue(method, queue) : blob(method, path, query);
    }

    static boolean isQueue(String pathAndQuery) {
        return QUEUE_PATH.matcher(pathAndQuery.replaceAll("\\?.*", "")).matches();
    }

    /** The app itself sends messages; whatever else is done with them is the host's. */
    static boolean isTriggers(String operation) {
        return operation.contains("Message") && !operation.startsWith("Put Message");
    }

    private static String queue(String method, Matcher path) {
        String name = " (" + path.group(1) + ")";
        boolean one = path.group(3) != null;
        return switch (method) {
            case "PUT" -> (path.group(2) == null ? "Create Queue" : "Update Message") + name;
            case "POST" -> "Put Message" + name;
            case "GET" -> "Get Messages" + name;
            case "DELETE" -> (one ? "Delete Message" : "Delete Queue") + name;
            default -> method + " on a queue";
        };
    }

    private static String blob(String method, String path, String query) {
        String container = " (" + path.split("/", -1)[2] + ")";
        if (query.contains("restype=container")) {
            return (method.equals("PUT") ? "Create Container" : "List Blobs") + container;
        }
        Matcher comp = Pattern.compile("(?:^|&)comp=([a-z]+)").matcher(query);
        String key = comp.find() ? method + " " + comp.group(1) : method;
        return Optional.ofNullable(BLOB.get(key)).orElse(key) + container;
    }
}
