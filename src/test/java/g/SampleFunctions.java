package g;

import com.microsoft.azure.functions.*;
import com.microsoft.azure.functions.annotation.*;
import java.util.Optional;

/** One function for each form of binding that Drive Relay uses. */
public class SampleFunctions {
    @FunctionName("openUpload")
    public HttpResponseMessage open(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/uploads")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return null;
    }

    @FunctionName("receiveFile")
    public HttpResponseMessage receive(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.PUT, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary",
                            route = "connections/{connectionId}/files/{*path}")
                    HttpRequestMessage<Optional<byte[]>> request,
            ExecutionContext context) {
        return null;
    }

    @FunctionName("health")
    public HttpResponseMessage health(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return null;
    }

    @FunctionName("relay")
    public void relay(
            @QueueTrigger(name = "ticket", queueName = "relay-uploads", connection = "CONTENT_STORAGE") String ticket,
            @BindingName("DequeueCount") long dequeueCount,
            ExecutionContext context) {}

    @FunctionName("poison")
    @StorageAccount("CONTENT_STORAGE")
    public void poison(@QueueTrigger(name = "ticket", queueName = "relay-uploads-poison") String ticket) {}

    @FunctionName("checkDrives")
    public void check(
            @TimerTrigger(name = "timer", schedule = "%DRIVE_CHECK_SCHEDULE%") String timer,
            ExecutionContext context) {}
}
