package io.driverelay.local.simulator;

import java.util.LinkedHashMap;
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
        view.put("fileSystemInfo", Map.of("createdDateTime", item.created, "lastModifiedDateTime", item.fileModified));
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
            view.put(
                    "file",
                    Map.of("mimeType", "application/octet-stream", "hashes", Map.of("quickXorHash", item.hash)));
        }
        if (item.description != null) {
            view.put("description", item.description);
        }
        return view;
    }

    Map<String, Object> drive() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", account.driveId());
        view.put("driveType", "personal");
        view.put("owner", Map.of("user", Map.of("displayName", account.person(), "id", account.driveId())));
        view.put("webUrl", "https://onedrive.live.com/?cid=" + account.driveId());
        view.put("quota", quota());
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
