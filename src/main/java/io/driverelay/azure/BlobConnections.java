package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Connections as blobs {@code connections/<connectionId>.json}, their marks as the blobs' metadata. */
public final class BlobConnections implements Connections {
    private static final System.Logger LOG = System.getLogger(BlobConnections.class.getName());

    /** All metadata of a blob may have 8 KiB. */
    private static final int LONGEST_NAME = 1_000;

    private final JsonBlobs<Connection> blobs;
    private final Marks<Connection, ConnectionMark> marks;

    public BlobConnections(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "connections", Connection.class, new Json());
        this.marks = new Marks<>(blobs::find, BlobConnections::read, ConnectionMark::of);
    }

    @Override
    public Optional<Versioned<Connection>> find(String connectionId) {
        return blobs.find(name(connectionId));
    }

    @Override
    public Versioned<Connection> create(Connection connection) {
        return blobs.create(name(connection.id()), connection, write(connection));
    }

    @Override
    public Versioned<Connection> replace(Versioned<Connection> changed) {
        return blobs.replace(name(changed.value().id()), changed, write(changed.value()));
    }

    @Override
    public void visit(Consumer<ConnectionMark> visitor, Consumer<String> unreadable) {
        blobs.visit("", items -> marks.of(items, unreadable).forEach(visitor));
    }

    @Override
    public Page<ConnectionMark> page(String cursor, int limit) {
        Page<BlobItem> page = blobs.page("", cursor, limit);
        List<ConnectionMark> found = marks.of(
                page.items(), name -> LOG.log(System.Logger.Level.WARNING, "event=record-unreadable record={0}", name));
        return new Page<>(found, page.next());
    }

    @Override
    public void delete(String connectionId) {
        blobs.delete(name(connectionId));
    }

    /** A name that is too long for it is left to the record. */
    private static Map<String, String> write(Connection connection) {
        ConnectionMark mark = ConnectionMark.of(connection);
        if (mark.name() != null && mark.name().length() > LONGEST_NAME) {
            return Map.of();
        }
        return Metadata.empty()
                .withText("name", mark.name())
                .withText("drive", mark.driveId())
                .withText("folder", mark.folderId())
                .with("signin", mark.signInRequired())
                .asMap();
    }

    private static ConnectionMark read(BlobItem item) {
        Metadata metadata = Metadata.of(item);
        String name = item.getName();
        if (!metadata.has("signin") || !name.matches("[^/]+\\.json")) {
            throw new IllegalArgumentException("no mark");
        }
        return new ConnectionMark(
                name.substring(0, name.length() - ".json".length()),
                metadata.text("name"),
                metadata.text("drive"),
                metadata.text("folder"),
                metadata.flag("signin"));
    }

    private static String name(String connectionId) {
        return connectionId + ".json";
    }
}
