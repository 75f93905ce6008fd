package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.backup.RetentionPlan;
import io.driverelay.backup.ShelvedBackup;
import io.driverelay.backup.TendShelf;
import io.driverelay.connection.Connection;
import io.driverelay.connection.GetConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's look at what a rule of retention would do now; nothing is deleted by it. */
public final class RetentionDoor {
    private final GetConnection get;
    private final TendShelf tend;

    public RetentionDoor(GetConnection get, TendShelf tend) {
        this.get = get;
        this.tend = tend;
    }

    @FunctionName("planRetention")
    public HttpResponseMessage plan(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}/retention")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, connectionId, () -> {
            Door.requireKnownQuery(request, List.of());
            Connection connection = get.get(connectionId);
            RetentionPlan plan = tend.plan(connection);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("retention", ConnectionViews.of(connection.retention()));
            view.put("keeps", plan.kept().size());
            view.put("deletes", plan.deleted().stream().map(RetentionDoor::view).toList());
            return HttpReply.json(request, 200, view);
        });
    }

    private static Map<String, Object> view(ShelvedBackup backup) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("backupId", backup.id());
        view.put("name", backup.metadata().name());
        view.put("date", backup.date());
        view.put("sizeBytes", backup.content().sizeBytes());
        return view;
    }
}
