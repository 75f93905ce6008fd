package io.driverelay.function;

import io.driverelay.backup.DeleteFiles;
import io.driverelay.backup.FileDeletion;
import io.driverelay.connection.Connection;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Destination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several files that one call deletes, each with its own result, in their order: what the deletion of it alone would have answered. */
record DeletionBatch(DeleteFiles delete) {
    static final int MOST = 100;

    /** @param paths each as it was sent, to the letter */
    Map<String, Object> delete(Connection connection, List<String> paths) {
        Map<String, FileDeletion> endings = new LinkedHashMap<>();
        Map<String, Destination> files = new LinkedHashMap<>();
        for (int n = 0; n < paths.size(); n++) {
            String path = paths.get(n);
            try {
                files.put(path, file(path, "/files/" + n));
            } catch (Refused refused) {
                endings.put(path, new FileDeletion.NotDone(refused));
            }
        }
        if (!files.isEmpty()) {
            var ended =
                    delete.deleteAll(connection, List.copyOf(files.values())).iterator();
            files.keySet().forEach(path -> endings.put(path, ended.next()));
        }
        return Map.of(
                "files",
                paths.stream().map(path -> result(path, endings.get(path))).toList());
    }

    /** @param pointer where the path was sent */
    static Destination file(String path, String pointer) {
        try {
            return Destination.ofPath(path);
        } catch (Refused refused) {
            String why = refused.getMessage().replaceFirst("^[a-zA-Z]+: ", "").replaceFirst(" Choose .*$", "");
            throw new Refused(refused.code(), "The path cannot be that of a file: " + why)
                    .with("field", "path")
                    .with("segment", refused.facts().get("segment"))
                    .with("errors", List.of(Map.of("pointer", pointer, "detail", why)));
        }
    }

    private static Map<String, Object> result(String path, FileDeletion ending) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("path", path);
        if (ending instanceof FileDeletion.Done done) {
            result.put("status", done.where().isPresent() ? 200 : 204);
            done.where().ifPresent(where -> result.put("deleted", where));
        } else if (ending instanceof FileDeletion.NotDone not) {
            HttpReply.Problem problem = HttpReply.problemOf(not.why());
            result.put("status", problem.status());
            result.put("problem", problem.members());
        }
        return result;
    }
}
