package io.driverelay.local.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Items, drive and quota as Graph shows them. */
record ItemViews(OneDriveAccount account) {
    Map<String, Object> item(Item item) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", item.id);
        view.put("name", item.name);
        view.put("size", item.size);
        view.put("eTag", item.eTag());
        view.put("cTag", item.eTag());
        view.put("createdDateTime", item.created);
        view.put("lastModifiedDateTime", item.modified);
        view.put("webUrl", "https://onedrive.live.com/?id=" + item.id);
        view.put("createdBy", Map.of("user", Map.of("displayName", account.person(), "id", account.driveId())));
        view.put("fileSystemInfo", Map.of("createdDateTime", item.created, "lastModifiedDateTime", fileTime(item)));
        if (item.parentId != null) {
            view.put(
                    "parentReference",
                    Map.of(
                            "driveId",
                            account.driveId(),
                            "driveType",
                            "personal",
                            "id",
                            item.parentId,
                            "path",
                            path(item.parentId)));
        }
        if (item.folder) {
            view.put("folder", Map.of("childCount", account.childrenOf(item.id).size()));
        } else {
            view.put("file", Map.of("mimeType", "application/octet-stream", "hashes", hashes(item)));
        }
        if (item.description != null) {
            view.put("description", item.description);
        }
        view.keySet().removeAll(account.behaviours().itemsWithout);
        return view;
    }

    private Map<String, String> hashes(Item item) {
        String zeros = "A".repeat(27) + "=";
        item.shown++;
        return switch (account.behaviours().hash) {
            case RIGHT -> Map.of("quickXorHash", item.hash);
            case NONE -> Map.of();
            case HEX ->
                Map.of(
                        "quickXorHash",
                        HexFormat.of().formatHex(Base64.getDecoder().decode(item.hash)));
            case EMPTY -> Map.of("quickXorHash", "");
            case ZEROS -> Map.of("quickXorHash", zeros);
            case LATE -> Map.of("quickXorHash", item.shown == 1 ? zeros : item.hash);
        };
    }

    private Instant fileTime(Item item) {
        return switch (account.behaviours().times) {
            case KEPT -> item.fileModified;
            case IGNORED -> item.modified;
            case SECONDS -> item.fileModified.truncatedTo(ChronoUnit.SECONDS);
            case IN_2107 -> Instant.parse("2107-12-31T23:59:58Z");
        };
    }

    private String driveId() {
        return switch (account.behaviours().driveId) {
            case USUAL -> account.driveId();
            case LOWER_CASE -> account.driveId().toLowerCase(Locale.ROOT);
            case NO_LEADING_ZERO -> account.driveId().replaceFirst("^0+", "");
        };
    }

    Map<String, Object> drive() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", driveId());
        view.put("driveType", "personal");
        view.put("owner", Map.of("user", Map.of("displayName", account.person(), "id", account.driveId())));
        view.put("webUrl", "https://onedrive.live.com/?cid=" + account.driveId());
        switch (account.behaviours().quota) {
            case RIGHT -> view.put("quota", quota());
            case ZEROS -> view.put("quota", Map.of("total", 0, "used", 0, "remaining", 0, "deleted", 0));
            case MISSING -> {}
        }
        return view;
    }

    Map<String, Object> quota() {
        Tree tree = account.tree();
        long used = account.usedBytes();
        long remaining = tree.totalBytes - used;
        String state = tree.stateOverride != null ? tree.stateOverride : state(remaining, tree.totalBytes);
        return Map.of(
                "total", tree.totalBytes,
                "used", used,
                "remaining", remaining,
                "deleted", tree.deletedBytes,
                "state", state);
    }

    private static String state(long remaining, long total) {
        if (remaining < 0) {
            return "exceeded";
        }
        if (remaining < total / 100) {
            return "critical";
        }
        return remaining < total / 10 ? "nearing" : "normal";
    }

    private String path(String itemId) {
        Item item = account.item(itemId).orElseThrow();
        return item.parentId == null ? "/drive/root:" : path(item.parentId) + "/" + item.name;
    }
}
