package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.backup.DeleteBackup;
import io.driverelay.backup.GetBackup;
import io.driverelay.backup.ListBackups;
import io.driverelay.backup.Shelf;
import io.driverelay.backup.ShelvedBackup;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.KeyScope;
import io.driverelay.store.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A home's doors to the backups that lie on its drive. */
public final class BackupDoors {
    private static final String ONE = "connections/{connectionId}/backups/{backupId}";

    private final HomeKeys keys;
    private final ListBackups list;
    private final GetBackup get;
    private final DeleteBackup delete;

    public BackupDoors(HomeKeys keys, ListBackups list, GetBackup get, DeleteBackup delete) {
        this.keys = keys;
        this.list = list;
        this.get = get;
        this.delete = delete;
    }

    @FunctionName("listBackups")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/backups")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            caller.require(KeyScope.RESTORE);
            Paging paging = Paging.of(request);
            Shelf shelf = list.read(caller.connection());
            Page<ShelvedBackup> page = paging.read(cursor -> shelf.page(cursor, paging.limit()));
            return HttpReply.json(request, 200, BackupViews.page(paging, page, shelf.problems()));
        });
    }

    @FunctionName("getBackup")
    public HttpResponseMessage get(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = ONE)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("backupId") String backupId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            caller.require(KeyScope.RESTORE);
            Door.requireKnownQuery(request, List.of());
            return HttpReply.json(request, 200, BackupViews.of(get.get(caller.connection(), backupId)));
        });
    }

    /** No redirect: a client would repeat its key where that leads. */
    @FunctionName("backupContent")
    public HttpResponseMessage content(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = ONE + "/content")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("backupId") String backupId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            caller.require(KeyScope.RESTORE);
            Door.requireKnownQuery(request, List.of());
            GetBackup.Content content = get.content(caller.connection(), backupId);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("url", content.address().url());
            view.put("expiresAt", content.address().expiresAt());
            view.put("sizeBytes", content.sizeBytes());
            return HttpReply.json(request, 200, view);
        });
    }

    @FunctionName("deleteBackup")
    public HttpResponseMessage delete(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = ONE)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("backupId") String backupId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            caller.require(KeyScope.DELETE);
            Door.requireKnownQuery(request, List.of());
            return BackupViews.deleted(request, delete.delete(caller.connection(), backupId));
        });
    }
}
