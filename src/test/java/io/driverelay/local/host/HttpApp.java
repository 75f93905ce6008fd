package io.driverelay.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A small app of the host's tests, with each form of body and route: tells back what arrived. */
public final class HttpApp {
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private static HttpResponseMessage told(HttpRequestMessage<?> request, Object told) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "text/x-told")
                .body(told)
                .build();
    }

    @FunctionName("echo")
    public HttpResponseMessage echo(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "echo/{name}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name) {
        return told(request, name + "|" + request.getBody().orElse("nothing"));
    }

    @FunctionName("tell")
    public HttpResponseMessage tell(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "tell/{*rest}")
                    HttpRequestMessage<Optional<String>> request) {
        return told(
                request,
                request.getUri().getRawPath() + "|" + request.getQueryParameters() + "|"
                        + request.getHeaders().get("x-seen") + "|"
                        + request.getHeaders().get("X-Seen") + "|"
                        + request.getHeaders().get("x-functions-key"));
    }

    @FunctionName("bytes")
    public HttpResponseMessage bytes(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.PUT,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "bytes/{*path}")
                    HttpRequestMessage<Optional<byte[]>> request) {
        return told(request, request.getBody().map(body -> body.length).orElse(-1));
    }

    @FunctionName("object")
    public HttpResponseMessage object(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "object")
                    HttpRequestMessage<Object> request) {
        Object body = request.getBody();
        return told(request, (body instanceof java.util.Map ? "map " : "") + body);
    }

    @FunctionName("anything")
    public HttpResponseMessage anything(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "anything")
                    HttpRequestMessage<?> request) {
        return told(request, "never");
    }

    @FunctionName("maybe")
    public HttpResponseMessage maybe(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "maybe/{id?}")
                    HttpRequestMessage<Optional<String>> request) {
        return told(request, request.getUri().getPath());
    }

    @FunctionName("bound")
    public HttpResponseMessage bound(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "bound/{id:int?}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") int id) {
        return told(request, id);
    }

    @FunctionName("rest")
    public HttpResponseMessage rest(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "rest/{*rest}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("rest") String rest) {
        return told(request, rest);
    }

    @FunctionName("fails")
    public HttpResponseMessage fails(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "fails")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        context.getLogger().log(java.util.logging.Level.WARNING, "about to fail {0}", "never filled in");
        context.getLogger().fine("too fine to be written");
        throw new IllegalStateException("a secret of the app");
    }

    @FunctionName("answers")
    public HttpResponseMessage answers(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "answers/{status}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("status") int status) {
        return request.createResponseBuilder(HttpStatusType.custom(status))
                .header("Location", "https://elsewhere.example/")
                .header("ETag", "\"7\"")
                .header("Retry-After", "9")
                .header("Set-Cookie", "__Host-a=b; Secure; HttpOnly")
                .header("Content-Security-Policy", "default-src 'none'")
                .header("Content-Disposition", "attachment")
                .header("Link", "<https://elsewhere.example/>; rel=next")
                .build();
    }

    @FunctionName("text")
    public String text(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return "plain";
    }

    @FunctionName("rawBytes")
    public byte[] rawBytes(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "raw-bytes")
                    HttpRequestMessage<Optional<String>> request) {
        return new byte[] {1, 2, 3};
    }

    @FunctionName("builtBytes")
    public HttpResponseMessage builtBytes(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "built-bytes")
                    HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(new byte[] {1, 2, 3})
                .build();
    }

    @FunctionName("aAny")
    public HttpResponseMessage aAny(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "overlap/{id}")
                    HttpRequestMessage<Optional<String>> request) {
        return told(request, "any");
    }

    @FunctionName("bExact")
    public HttpResponseMessage bExact(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "overlap/exact")
                    HttpRequestMessage<Optional<String>> request) {
        return told(request, "exact");
    }

    @FunctionName("slow")
    public HttpResponseMessage slow(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "slow")
                    HttpRequestMessage<Optional<String>> request)
            throws InterruptedException {
        int running = RUNNING.incrementAndGet();
        for (int i = 0; i < 1000 && !Files.exists(Path.of(System.getenv("RELEASE"))); i++) {
            Thread.sleep(20);
        }
        RUNNING.decrementAndGet();
        return told(request, running);
    }
}
