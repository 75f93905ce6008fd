package io.driverelay.connection;

import io.driverelay.drive.ItemName;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.util.List;
import java.util.Map;

/** What an operator changes of a connection; null is left as it is, and a retention without a rule ends the one there was. */
public record ConnectionChange(
        String name,
        String folderName,
        Boolean deletePermanently,
        Retention retention,
        WebhookChange webhook,
        WatchChange watch) {
    /** Another one, or none: null. */
    public record WebhookChange(Webhook now) {}

    /** The same. */
    public record WatchChange(BackupWatch now) {}

    public ConnectionChange {
        requireFolderName(folderName);
    }

    /** Null is fine. */
    public static void requireFolderName(String folderName) {
        if (folderName == null) {
            return;
        }
        ItemName.problemWith(folderName).ifPresent(problem -> {
            throw new Refused(
                            RefusalCode.INVALID_DESTINATION,
                            "folderName: the name " + problem + ". Choose another name.")
                    .with("field", "folderName")
                    .with("errors", List.of(Map.of("pointer", "/folderName", "detail", "the name " + problem)));
        });
    }

    Connection applied(Connection before) {
        Connection changed = before.changed(
                name == null ? before.name() : name,
                deletePermanently == null ? before.deletePermanently() : deletePermanently,
                retention == null ? before.retention() : retention.deletes() ? retention : null);
        Connection watched = watch == null ? changed : changed.withWatch(watch.now());
        return webhook == null
                ? watched
                : watched.withWebhook(
                        webhook.now() == null ? null : webhook.now().shown());
    }
}
