package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.status.Diagnose;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a maintainer needs to know of one connection, without whose it is. */
public final class DiagnosticsDoor {
    private final Diagnose diagnose;
    private final DiagnosticsView view;

    /** @param settings by name, as they may be shown */
    public DiagnosticsDoor(Diagnose diagnose, Map<String, String> settings, Clock clock) {
        this.diagnose = diagnose;
        this.view = new DiagnosticsView(settings, clock);
    }

    @FunctionName("diagnostics")
    public HttpResponseMessage diagnostics(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}/diagnostics")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Door.requireKnownQuery(request, List.of());
            return HttpReply.json(request, 200, view.of(diagnose.of(connectionId)));
        });
    }
}
