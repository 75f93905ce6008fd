package io.driverelay.connection;

import io.driverelay.drive.ItemName;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.util.List;
import java.util.Map;

/** What an operator changes of a connection. A member that is null keeps what there is; a retention without a rule ends it. */
public record ConnectionChange(
        String name,
        String folderName,
        Boolean deletePermanently,
        Retention retention,
        WebhookChange webhook,
        WatchChange watch) {
    /** @param now another one; null for none from now on */
    public record WebhookChange(Webhook now) {}

    /** @param now the home's own hours; null for the operator's from now on */
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
