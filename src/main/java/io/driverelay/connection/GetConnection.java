package io.driverelay.connection;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Abreast;
import io.driverelay.store.Ids;
import io.driverelay.store.Page;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.List;
import java.util.Optional;

/** Reads connections, as they are recorded. */
public final class GetConnection {
    private static final EventLog EVENTS = new EventLog();
    private static final int AT_ONCE = 16;

    private final Connections connections;

    public GetConnection(Connections connections) {
        this.connections = connections;
    }

    public Connection get(String connectionId) {
        return orRefuse(connections, connectionId).value();
    }

    /** Some of them, oldest first; what cannot be read is left out. */
    public Page<Connection> page(String cursor, int limit) {
        Page<ConnectionMark> marks = connections.page(cursor, limit);
        List<Optional<Connection>> read = Abreast.map(AT_ONCE, marks.items(), mark -> readable(mark.id()));
        return new Page<>(read.stream().flatMap(Optional::stream).toList(), marks.next());
    }

    private Optional<Connection> readable(String id) {
        try {
            return connections.find(id).map(Versioned::value);
        } catch (UnreadableRecord e) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
            return Optional.empty();
        }
    }

    static Versioned<Connection> orRefuse(Connections connections, String connectionId) {
        return Optional.of(connectionId)
                .filter(Ids::isId)
                .flatMap(connections::find)
                .orElseThrow(GetConnection::unknown);
    }

    static Refused unknown() {
        return new Refused(
                RefusalCode.UNKNOWN_CONNECTION, "There is no connection of that id. GET /api/connections lists them.");
    }
}
