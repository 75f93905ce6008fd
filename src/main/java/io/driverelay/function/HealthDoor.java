package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Map;
import java.util.Optional;

/** Says that the app runs, and which version; touches nothing. */
public final class HealthDoor {
    static final String VERSION = Optional.ofNullable(
                    HealthDoor.class.getPackage().getImplementationVersion())
            .orElse("unpackaged");

    @FunctionName("health")
    public HttpResponseMessage health(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "health")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Door.open(
                request, context, () -> HttpReply.json(request, 200, Map.of("status", "up", "version", VERSION)));
    }
}
