package io.driverelay.function;

import io.driverelay.connection.Connection;
import io.driverelay.connection.HomeKey;
import io.driverelay.drive.Quota;
import io.driverelay.status.CheckPass;
import io.driverelay.status.Diagnose;
import io.driverelay.status.StatusReport;
import io.driverelay.status.UploadGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Diagnostics as they may be passed on to strangers: ids, states, times and numbers; no secret, and no name of a person, a home, a file or a
 * backup but the folder's. What is shown is listed here, member by member: what a record gains is not shown by itself.
 */
final class DiagnosticsView {
    private final Map<String, String> settings;
    private final Clock clock;

    DiagnosticsView(Map<String, String> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Map<String, Object> of(Diagnose.Findings found) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", clock.instant());
        view.put("versions", versions());
        view.put("settings", settings);
        view.put("connection", connection(found.connection()));
        view.put("reading", reading(found.report(), found.driveNotBefore()));
        view.put(
                "lastPass",
                found.lastPass()
                        .map(pass -> pass(pass, found.connection().id()))
                        .orElse(null));
        view.put("faults", found.faults().faults());
        view.put("uploads", found.uploads().stream().map(this::group).toList());
        return view;
    }

    private Map<String, Object> versions() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("app", HealthDoor.VERSION);
        view.put("java", Runtime.version().toString());
        view.put("host", settings.get("FUNCTIONS_EXTENSION_VERSION"));
        return view;
    }

    private static Map<String, Object> connection(Connection connection) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", connection.id());
        view.put("state", connection.isReady() ? "ready" : "signInRequired");
        view.put("createdAt", connection.createdAt());
        view.put("deletePermanently", connection.deletePermanently());
        view.put(
                "driveId",
                connection.drive() == null ? null : connection.drive().id());
        view.put(
                "driveType",
                connection.drive() == null ? null : connection.drive().type());
        view.put("folder", folder(connection.folder()));
        view.put("lastSignIn", lastSignIn(connection.lastSignIn()));
        view.put("doubt", connection.doubt());
        view.put("keys", connection.keys().stream().map(DiagnosticsView::key).toList());
        return view;
    }

    private static Map<String, Object> folder(Connection.Folder folder) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", folder.id());
        view.put("name", folder.name());
        view.put("path", folder.path());
        return view;
    }

    /** Its detail tells whose drive it was. */
    private static Map<String, Object> lastSignIn(Connection.LastSignIn last) {
        return last == null ? null : Map.of("at", last.at(), "outcome", Labels.kebab(last.outcome()));
    }

    private static Map<String, Object> key(HomeKey key) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", key.id());
        view.put("scopes", key.scopes());
        view.put("createdAt", key.createdAt());
        view.put("expiresAt", key.expiresAt());
        return view;
    }

    private Map<String, Object> reading(StatusReport report, Instant driveNotBefore) {
        Quota quota = report.quota();
        Instant read = report.checkedAt();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("driveState", quota.state());
        view.put("totalBytes", quota.totalBytes());
        view.put("usedBytes", quota.usedBytes());
        view.put("remainingBytes", quota.remainingBytes());
        view.put("stateSince", report.stateSince());
        view.put("checkedAt", read);
        view.put(
                "ageSeconds",
                read == null ? null : Duration.between(read, clock.instant()).toSeconds());
        view.put("stale", report.stale());
        view.put("driveNotBefore", driveNotBefore);
        view.put(
                "lastBackupAt",
                report.lastBackup() == null ? null : report.lastBackup().deliveredAt());
        return view;
    }

    private Map<String, Object> group(UploadGroup group) {
        Instant next = group.nextAttemptAt();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("state", group.state());
        view.put("reason", group.reason());
        view.put("count", group.count());
        view.put("sizeBytes", group.sizeBytes());
        view.put("oldestOpenedAt", group.oldestOpenedAt());
        view.put("nextAttemptAt", next == null || !next.isAfter(clock.instant()) ? null : next);
        return view;
    }

    private static Map<String, Object> pass(CheckPass pass, String connectionId) {
        return Map.of(
                "at",
                pass.checkedAt(),
                "failed",
                pass.failed().contains(connectionId),
                "notReached",
                pass.notReached().containsKey(connectionId));
    }
}
