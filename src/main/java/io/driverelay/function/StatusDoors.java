package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.connection.HomeKeys;
import io.driverelay.drive.Quota;
import io.driverelay.status.ReadStatus;
import io.driverelay.status.StatusReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How drives stand: one for its home, all for the operator. */
public final class StatusDoors {
    private final HomeKeys keys;
    private final ReadStatus status;

    public StatusDoors(HomeKeys keys, ReadStatus status) {
        this.keys = keys;
        this.status = status;
    }

    @FunctionName("connectionStatus")
    public HttpResponseMessage one(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/status")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            Door.requireKnownQuery(request, List.of());
            return UnlessKnown.json(request, view(status.of(caller.connection())));
        });
    }

    @FunctionName("status")
    public HttpResponseMessage all(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "status")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Paging paging = Paging.of(request);
            ReadStatus.Overview overview = paging.read(cursor -> status.page(cursor, paging.limit()));
            Map<String, Object> view = paging.shown(overview.reports(), StatusDoors::view);
            view.put("checkedAt", overview.checkedAt());
            return UnlessKnown.json(request, view);
        });
    }

    private static Map<String, Object> view(StatusReport report) {
        Quota quota = report.quota();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("connectionId", report.connection().id());
        view.put("name", report.connection().name());
        view.put("driveState", quota.state());
        view.put("totalBytes", quota.totalBytes());
        view.put("usedBytes", quota.usedBytes());
        view.put("remainingBytes", quota.remainingBytes());
        view.put("deletedBytes", quota.deletedBytes());
        view.put("usedPercent", usedPercent(quota));
        view.put("stateSince", report.stateSince());
        view.put("checkedAt", report.checkedAt());
        view.put("stale", report.stale());
        view.put("signInRequired", !report.connection().isReady());
        view.put("lastBackup", report.lastBackup());
        view.put("backupOverdueHours", report.connection().overdueHours());
        view.put("backupsCount", report.shelf() == null ? null : report.shelf().backups());
        view.put("backupsBytes", report.shelf() == null ? null : report.shelf().bytes());
        view.put("uploads", report.uploads());
        return view;
    }

    /** One decimal. */
    private static Double usedPercent(Quota quota) {
        if (quota.totalBytes() == null || quota.usedBytes() == null || quota.totalBytes() == 0) {
            return null;
        }
        return Math.round(1000.0 * quota.usedBytes() / quota.totalBytes()) / 10.0;
    }
}
