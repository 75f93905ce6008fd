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
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.relay.EndKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's doors to home keys. */
public final class KeyDoors {
    private final HomeKeys keys;
    private final EndKey endKey;

    public KeyDoors(HomeKeys keys, EndKey endKey) {
        this.keys = keys;
        this.endKey = endKey;
    }

    @FunctionName("createKey")
    public HttpResponseMessage create(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}/keys")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Body body = Body.of(request);
            String name = body.name("name");
            var scopes = body.choices("scopes", KeyScope.class);
            var validFor = body.duration("validFor");
            body.end();
            return HttpReply.json(request, 201, ConnectionViews.of(keys.create(connectionId, name, scopes, validFor)));
        });
    }

    @FunctionName("listKeys")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}/keys")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            var views =
                    keys.list(connectionId).stream().map(ConnectionViews::of).toList();
            return HttpReply.json(request, 200, Paging.of(request).page(views, view -> (String) view.get("id")));
        });
    }

    @FunctionName("revokeKey")
    public HttpResponseMessage revoke(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}/keys/{keyId}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            @BindingName("keyId") String keyId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Door.requireKnownQuery(request, List.of("uploads"));
            Optional<String> uploads = Door.query(request, "uploads");
            if (uploads.isEmpty()) {
                endKey.revoke(connectionId, keyId);
                return HttpReply.empty(request, 204);
            }
            if (!uploads.get().equals("cancel")) {
                throw new Refused(
                        RefusalCode.INVALID_REQUEST,
                        "uploads must be cancel, or left out: then what the key opened goes on. The key is not revoked yet.");
            }
            var ended = endKey.revokeAndCancel(connectionId, keyId);
            return HttpReply.json(request, 200, Map.of("cancelledUploads", ended.cancelled(), "more", ended.more()));
        });
    }
}
