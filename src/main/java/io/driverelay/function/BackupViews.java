package io.driverelay.function;

import com.fasterxml.jackson.databind.util.RawValue;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.driverelay.backup.ShelfProblem;
import io.driverelay.backup.ShelvedBackup;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backups on a drive as the interface shows them: the description as it was written, and one member more. */
final class BackupViews {
    private BackupViews() {}

    static Map<String, Object> page(Paging paging, Page<ShelvedBackup> page, List<ShelfProblem> problems) {
        Map<String, Object> view = paging.shown(page, BackupViews::of);
        view.put("problems", problems.stream().map(BackupViews::of).toList());
        return view;
    }

    /** To the letter: what it says of itself is Home Assistant's, and newer than we know. */
    static RawValue of(ShelvedBackup backup) {
        String written = backup.metadata().json().strip();
        String item = HttpReply.text(item(backup.content()));
        return new RawValue(written.substring(0, written.length() - 1) + ",\"item\":" + item + "}");
    }

    /** Without a body where there was nothing. */
    static HttpResponseMessage deleted(HttpRequestMessage<?> request, Optional<Deletion> where) {
        return where.map(to -> HttpReply.json(request, 200, Map.of("deleted", to)))
                .orElseGet(() -> HttpReply.empty(request, 204));
    }

    private static Map<String, Object> item(DriveItem content) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", content.id());
        view.put("sizeBytes", content.sizeBytes());
        view.put("webUrl", content.webUrl());
        return view;
    }

    private static Map<String, Object> of(ShelfProblem problem) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", problem.name());
        view.put("problem", problem.kind());
        if (problem.detail() != null) {
            view.put("detail", problem.detail());
        }
        return view;
    }
}
