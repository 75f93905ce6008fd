package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.backup.DeleteFiles;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.KeyScope;
import io.driverelay.intake.ReceiveFile;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Upload;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A home's doors for files by their paths: small ones are put straight through the function, any is deleted. The route's default stands for no
 * path at all: a missing parameter that is bound fails before this code runs, and the request's URI does not tell {@code %2520} from
 * {@code %20}.
 */
public final class FileDoor {
    private final HomeKeys keys;
    private final ReceiveFile receive;
    private final DeleteFiles delete;
    private final UploadViews views;

    public FileDoor(HomeKeys keys, ReceiveFile receive, DeleteFiles delete, Clock clock) {
        this.keys = keys;
        this.receive = receive;
        this.delete = delete;
        this.views = new UploadViews(clock);
    }

    @FunctionName("receiveFile")
    public HttpResponseMessage receive(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.PUT},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            dataType = "binary",
                            route = "connections/{connectionId}/files/{*path=.}")
                    HttpRequestMessage<Optional<byte[]>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("path") String path,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            Arrived.requireWholeBytes(request);
            Conflict conflict = DirectPut.conflict(request);
            Upload upload = receive.receive(
                    UploadBody.opener(request, caller),
                    DirectPut.path(path),
                    request.getBody().orElse(new byte[0]),
                    conflict,
                    UploadBody.idempotencyKey(request));
            return HttpReply.json(request, 202, views.of(upload), Map.of("Location", UploadViews.path(upload)));
        });
    }

    @FunctionName("deleteFile")
    public HttpResponseMessage delete(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/files/{*path=.}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("path") String path,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            caller.require(KeyScope.DELETE);
            Door.requireKnownQuery(request, List.of());
            Destination file = DeletionBatch.file(DirectPut.path(path), "/path");
            return BackupViews.deleted(request, delete.delete(caller.connection(), file));
        });
    }

    @FunctionName("deleteFiles")
    public HttpResponseMessage deleteSeveral(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/deletions")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            caller.require(KeyScope.DELETE);
            Door.requireKnownQuery(request, List.of());
            Body body = Body.of(request, JsonText.LARGEST);
            List<String> paths = body.texts("files", DeletionBatch.MOST);
            body.end();
            return HttpReply.json(request, 200, new DeletionBatch(delete).delete(caller.connection(), paths));
        });
    }
}
