package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.connection.BackupWatch;
import io.driverelay.connection.ChangeConnection;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.CreateConnection;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.NewConnection;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.connection.Retention;
import io.driverelay.connection.SignInLinks;
import io.driverelay.connection.Webhook;
import io.driverelay.connection.WebhookHosts;
import io.driverelay.store.Page;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The operator's doors to connections. */
public final class ConnectionDoors {
    private static final String OVERDUE_HOURS = "backupOverdueHours";

    private final CreateConnection create;
    private final GetConnection get;
    private final ChangeConnection change;
    private final Links links;
    private final RemoveConnection remove;
    private final WebhookHosts hosts;

    /**
     * Sign-in links of connections, by their ids.
     *
     * @param make makes a new one
     * @param end revokes it
     */
    public record Links(Function<String, SignInLinks.Address> make, Consumer<String> end) {}

    public ConnectionDoors(
            CreateConnection create,
            GetConnection get,
            ChangeConnection change,
            Links links,
            RemoveConnection remove,
            WebhookHosts hosts) {
        this.create = create;
        this.get = get;
        this.change = change;
        this.links = links;
        this.remove = remove;
        this.hosts = hosts;
    }

    @FunctionName("createConnection")
    public HttpResponseMessage create(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Body body = Body.of(request);
            String name = body.name("name");
            String folderName = folderName(body);
            String instanceId = body.text("instanceId");
            body.check(() -> NewConnection.requireInstanceId(instanceId));
            boolean deletePermanently = body.flag("deletePermanently");
            var keyScopes = body.choices("keyScopes", KeyScope.class);
            Retention retention = retention(body);
            String webhookUrl = webhookUrl(body);
            BackupWatch watch = watch(body);
            body.end();
            var created = create.create(new NewConnection(
                    name, folderName, instanceId, deletePermanently, keyScopes, retention, webhook(webhookUrl), watch));
            return HttpReply.json(request, 201, ConnectionViews.created(created));
        });
    }

    @FunctionName("listConnections")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Paging paging = Paging.of(request);
            Page<Connection> page = paging.read(cursor -> get.page(cursor, paging.limit()));
            return HttpReply.json(request, 200, paging.shown(page, ConnectionViews::of));
        });
    }

    @FunctionName("getConnection")
    public HttpResponseMessage get(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Door.requireKnownQuery(request, List.of());
            return HttpReply.json(request, 200, ConnectionViews.of(get.get(connectionId)));
        });
    }

    @FunctionName("changeConnection")
    public HttpResponseMessage change(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.PATCH},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, connectionId, () -> {
            Body body = Body.of(request);
            String name = body.name("name");
            String folderName = folderName(body);
            Boolean deletePermanently = body.optionalFlag("deletePermanently");
            Retention retention = retention(body);
            String webhookUrl = webhookUrl(body);
            var watch = watchChange(body);
            body.end();
            var webhook = webhookUrl == null ? null : new ConnectionChange.WebhookChange(webhook(webhookUrl));
            var asked = new ConnectionChange(name, folderName, deletePermanently, retention, webhook, watch);
            return HttpReply.json(request, 200, ConnectionViews.of(change.change(connectionId, asked)));
        });
    }

    @FunctionName("newSignIn")
    public HttpResponseMessage newSignIn(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}/sign-in")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Body.none(request);
            return HttpReply.json(
                    request, 201, ConnectionViews.signIn(links.make().apply(connectionId)));
        });
    }

    @FunctionName("endSignInLink")
    public HttpResponseMessage endSignIn(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}/sign-in")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Door.requireKnownQuery(request, List.of());
            links.end().accept(connectionId);
            return HttpReply.empty(request, 204);
        });
    }

    @FunctionName("deleteConnection")
    public HttpResponseMessage delete(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.DELETE},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "connections/{connectionId}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("connectionId") String connectionId,
            ExecutionContext context) {
        return Door.open(request, context, () -> {
            Door.requireKnownQuery(request, List.of());
            remove.remove(connectionId);
            return HttpReply.empty(request, 204);
        });
    }

    /** Null when missing; what is wrong with it is told with everything else. */
    private static String folderName(Body body) {
        String name = body.text("folderName");
        body.check(() -> ConnectionChange.requireFolderName(name));
        return name;
    }

    /** Null when missing, empty to end what there was; what is wrong with it is told with everything else. */
    private String webhookUrl(Body body) {
        String text = body.text("webhookUrl");
        if (text != null && !text.isEmpty()) {
            hosts.problemWith(text).ifPresent(problem -> body.fault("webhookUrl", problem));
        }
        return text;
    }

    /** An empty one is none. */
    private static Webhook webhook(String urlOrNull) {
        return urlOrNull == null || urlOrNull.isEmpty() ? null : new Webhook(URI.create(urlOrNull));
    }

    /** Null when missing. */
    private static Retention retention(Body body) {
        return body.part("retention", rule -> {
            Long copies = rule.number("keepCopies");
            Long days = rule.number("keepDays");
            Retention.Of of = rule.choice("of", Retention.Of.class);
            return body.make(() -> new Retention(whole(copies), whole(days), of))
                    .orElse(null);
        });
    }

    /** Null when missing. */
    private static BackupWatch watch(Body body) {
        Integer hours = whole(body.number(OVERDUE_HOURS));
        return hours == null ? null : body.make(() -> new BackupWatch(hours)).orElse(null);
    }

    /** Null when missing, which keeps the home's own hours; a null in the body removes them. */
    private static ConnectionChange.WatchChange watchChange(Body body) {
        BackupWatch watch = watch(body);
        return watch == null && !"null".equals(body.written(OVERDUE_HOURS))
                ? null
                : new ConnectionChange.WatchChange(watch);
    }

    /** What no int holds is refused as what is too large. */
    private static Integer whole(Long number) {
        return number == null ? null : (int) Math.max(-1, Math.min(number, Integer.MAX_VALUE));
    }
}
