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
import io.driverelay.connection.KeyScope;
import io.driverelay.intake.WatchUploads;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.relay.CancelUpload;
import io.driverelay.store.Page;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A home's doors to uploads that are under way: see, list, retry, cancel. */
public final class WatchDoors {
    private final HomeKeys keys;
    private final WatchUploads watch;
    private final RetryUpload retry;
    private final CancelUpload cancel;
    private final Clock clock;
    private final UploadViews views;

    public WatchDoors(HomeKeys keys, WatchUploads watch, RetryUpload retry, CancelUpload cancel, Clock clock) {
        this.keys = keys;
        this.watch = watch;
        this.retry = retry;
        this.cancel = cancel;
        this.clock = clock;
        this.views = new UploadViews(clock);
    }

    @FunctionName("getUpload")
    public HttpResponseMessage get(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/uploads/{uploadId}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("uploadId") String uploadId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            Upload upload = watch.get(connectionId, UploadBody.id(uploadId));
            boolean awaits = upload.state() == UploadState.AWAITING_CONTENT;
            Door.requireKnownQuery(request, List.of("blocksFrom"));
            int from = blocksFrom(request);
            return HttpReply.json(
                    request, 200, awaits ? views.withBlocks(upload, watch.blocks(upload), from) : views.of(upload));
        });
    }

    @FunctionName("listUploads")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/uploads")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            Optional<String> state = state(request);
            Paging paging = Paging.of(request, "state");
            Page<Upload> page = paging.read(cursor -> watch.newestFirst(
                    connectionId, mark -> state.isEmpty() || state.get().equals(shown(mark)), cursor, paging.limit()));
            return HttpReply.json(request, 200, paging.shown(page, views::of));
        });
    }

    @FunctionName("retryUpload")
    public HttpResponseMessage retry(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/uploads/{uploadId}/retry")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("uploadId") String uploadId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            Body.none(request);
            return HttpReply.json(request, 202, views.of(retry.retry(connectionId, UploadBody.id(uploadId))));
        });
    }

    @FunctionName("cancelUpload")
    public HttpResponseMessage cancel(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "connections/{connectionId}/uploads/{uploadId}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("uploadId") String uploadId,
            ExecutionContext context) {
        return Door.home(request, context, keys, connectionId, caller -> {
            boolean mayCancelCommitted = caller.key().scopes().contains(KeyScope.DELETE);
            Upload upload = cancel.cancel(connectionId, UploadBody.id(uploadId), mayCancelCommitted);
            return HttpReply.json(request, upload.isEnded() ? 200 : 202, views.of(upload));
        });
    }

    private String shown(UploadMark mark) {
        return mark.isRelayingAt(clock.instant()) ? "relaying" : Labels.camel(mark.state());
    }

    private static int blocksFrom(HttpRequestMessage<?> request) {
        String text = Door.query(request, "blocksFrom").orElse("0");
        if (!text.matches("[0-9]{1,6}")) {
            throw new Refused(
                    RefusalCode.INVALID_REQUEST,
                    "blocksFrom is a block's number: the answer before said which, in nextBlocksFrom.");
        }
        return Integer.parseInt(text);
    }

    private static Optional<String> state(HttpRequestMessage<?> request) {
        Optional<String> state = Door.query(request, "state");
        boolean known = state.isEmpty()
                || state.get().equals("relaying")
                || List.of(UploadState.values()).stream()
                        .anyMatch(value -> Labels.camel(value).equals(state.get()));
        if (!known) {
            String all = Stream.concat(
                            Stream.of("relaying"),
                            Stream.of(UploadState.values()).map(Labels::camel))
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new Refused(RefusalCode.INVALID_REQUEST, "state must be one of " + all + ".");
        }
        return state;
    }
}
