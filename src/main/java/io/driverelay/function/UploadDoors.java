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
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.StagingAddress;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.Upload;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A home's doors through which an upload comes in. */
public final class UploadDoors {
    private final HomeKeys keys;
    private final OpenUpload open;
    private final CommitUpload commit;
    private final StagingAddress addresses;
    private final BackupDescriptions descriptions;
    private final UploadViews views;

    public UploadDoors(
            HomeKeys keys,
            OpenUpload open,
            CommitUpload commit,
            StagingAddress addresses,
            BackupDescriptions descriptions,
            Clock clock) {
        this.keys = keys;
        this.open = open;
        this.commit = commit;
        this.addresses = addresses;
        this.descriptions = descriptions;
        this.views = new UploadViews(clock);
    }

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
        return Door.home(request, context, keys, connectionId, caller -> {
            Body body = Body.of(request, JsonText.LARGEST);
            var openings = open.openings(UploadBody.opener(request, caller));
            Optional<String> key = UploadBody.idempotencyKey(request);
            List<String> several = body.elements("uploads");
            if (several != null) {
                body.end();
                var batch = new UploadBatch(openings, descriptions, views, context, connectionId, key);
                return HttpReply.json(request, 200, batch.open(UploadBatch.requireFew(several)));
            }
            var opened = openings.open(UploadBody.read(body, descriptions), key);
            return HttpReply.json(request, opened.isNew() ? 201 : 200, views.opened(opened));
        });
    }

    @FunctionName("commitUpload")
    public HttpResponseMessage commit(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/uploads/{uploadId}/commit")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("uploadId") String uploadId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            Body.none(request);
            addresses.requireMayFill(connectionId, UploadBody.id(uploadId), caller.key());
            Upload upload = commit.commit(connectionId, UploadBody.id(uploadId));
            return accepted(request, upload);
        });
    }

    @FunctionName("newStagingUrl")
    public HttpResponseMessage newStagingUrl(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/uploads/{uploadId}/staging-url")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("uploadId") String uploadId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            Body.none(request);
            return HttpReply.json(
                    request, 200, views.opened(addresses.renew(connectionId, UploadBody.id(uploadId), caller.key())));
        });
    }

    private HttpResponseMessage accepted(HttpRequestMessage<?> request, Upload upload) {
        return HttpReply.json(request, 202, views.of(upload), Map.of("Location", UploadViews.path(upload)));
    }
}
