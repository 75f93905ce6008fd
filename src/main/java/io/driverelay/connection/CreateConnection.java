package io.driverelay.connection;

import io.driverelay.store.Ids;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.util.List;

/** Makes a connection with its first home key and a sign-in link. */
public final class CreateConnection {
    private static final EventLog EVENTS = new EventLog();

    private final Connections connections;
    private final HomeKeys keys;
    private final SignInLinks links;
    private final Webhooks webhooks;
    private final Ids ids;
    private final Clock clock;

    public CreateConnection(
            Connections connections, HomeKeys keys, SignInLinks links, Webhooks webhooks, Ids ids, Clock clock) {
        this.connections = connections;
        this.keys = keys;
        this.links = links;
        this.webhooks = webhooks;
        this.ids = ids;
        this.clock = clock;
    }

    /** What was made; the key and the link are shown once. */
    public record Created(Connection connection, HomeKeys.NewKey key, SignInLinks.Address signIn) {}

    public Created create(NewConnection request) {
        String id = ids.next();
        HomeKeys.NewKey key = keys.make("first", request.keyScopes(), null);
        var folder = new Connection.Folder(request.folderNameFor(id), null, null, null);
        if (request.webhook() != null) {
            webhooks.store(id, request.webhook());
        }
        // before the record: a link to nothing does no harm, a connection whose key nobody was shown stays in the list
        SignInLinks.Address signIn = links.create(id);
        String name = request.name() == null || request.name().isBlank() ? folder.name() : request.name();
        Connection connection = connections
                .create(new Connection(
                        id,
                        name,
                        request.instanceId(),
                        request.deletePermanently(),
                        clock.instant(),
                        folder,
                        null,
                        true,
                        null,
                        null,
                        List.of(key.kept()),
                        null,
                        request.retention(),
                        request.webhook() == null ? null : request.webhook().shown(),
                        request.watch(),
                        List.of()))
                .value();
        EVENTS.write(Event.CONNECTION_MADE.of(id).with(Text.KEY_ID, key.kept().id()));
        return new Created(connection, key, signIn);
    }
}
