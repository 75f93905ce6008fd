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
import io.driverelay.intake.ReceiveFile;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Upload;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A home's door for small files, put straight through the function. */
public final class FileDoor {
    private final HomeKeys keys;
    private final ReceiveFile receive;
    private final UploadViews views;

    public FileDoor(HomeKeys keys, ReceiveFile receive, Clock clock) {
        this.keys = keys;
        this.receive = receive;
        this.views = new UploadViews(clock);
    }

    @FunctionName("receiveFile")
    public HttpResponseMessage receive(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.PUT},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            dataType = "binary",
                            route = "connections/{connectionId}/files/{*path}")
                    HttpRequestMessage<Optional<byte[]>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            requireWholeBody(request);
            Upload upload = receive.receive(
                    caller.connection(),
                    caller.key(),
                    path(request.getUri()),
                    request.getBody().orElse(new byte[0]),
                    UploadBody.idempotencyKey(request));
            return HttpReply.json(request, 202, views.of(upload), Map.of("Location", UploadViews.path(upload)));
        });
    }

    /** The platform drops chunked bodies without a word: an empty file must not be taken for one. */
    private static void requireWholeBody(HttpRequestMessage<?> request) {
        if (Door.header(request, "transfer-encoding").isPresent()
                || Door.header(request, "content-length").isEmpty()) {
            throw new Refused(
                    RefusalCode.LENGTH_REQUIRED,
                    "Send the file with a Content-Length; chunked bodies are not taken here.");
        }
        String type = Door.header(request, "content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            throw new Refused(
                    RefusalCode.UNSUPPORTED_CONTENT_TYPE,
                    "Send the file's bytes as they are, with Content-Type: application/octet-stream.");
        }
    }

    /** Out of the request's own URI: a missing catch-all parameter that is bound fails before this code runs. */
    private static String path(URI uri) {
        String raw = uri.getRawPath();
        int files = raw.toLowerCase(Locale.ROOT).indexOf("/files/");
        String path = files < 0 ? "" : raw.substring(files + "/files/".length());
        return URLDecoder.decode(path.replace("+", "%2B").replaceAll("(?i)%2f", "%252F"), StandardCharsets.UTF_8);
    }
}
