package io.driverelay.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.Optional;

/** A small app of the host's own tests: tells back what arrived. */
public final class SampleApp {
    @FunctionName("echo")
    public HttpResponseMessage echo(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "echo/{name}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name) {
        String told = name + "|" + request.getHeaders().get("x-seen") + "|"
                + request.getQueryParameters().get("q") + "|"
                + request.getBody().orElse("nothing");
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "text/x-told")
                .body(told)
                .build();
    }

    @FunctionName("bytes")
    public HttpResponseMessage bytes(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.PUT},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "bytes/{*path}")
                    HttpRequestMessage<Optional<byte[]>> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(Integer.toString(
                        request.getBody().map(body -> body.length).orElse(-1)))
                .build();
    }

    @FunctionName("fails")
    public HttpResponseMessage fails(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "fails")
                    HttpRequestMessage<Optional<String>> request) {
        throw new IllegalStateException("a secret of the app");
    }

    @FunctionName("eat")
    public void eat(
            @QueueTrigger(name = "message", queueName = "food", connection = "CONTENT_STORAGE") String message,
            @BindingName("DequeueCount") long dequeueCount,
            ExecutionContext context) {
        context.getLogger().info("tasted " + message + " " + dequeueCount);
        if (message.startsWith("bad")) {
            throw new IllegalStateException("bad food");
        }
    }

    @FunctionName("tick")
    public void tick(@TimerTrigger(name = "timer", schedule = "%TICKS%") String timer, ExecutionContext context) {
        context.getLogger().info("ticked " + timer);
    }
}
