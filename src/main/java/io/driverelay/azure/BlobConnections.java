package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.drive.DriveId;
import io.driverelay.store.Page;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Connections as blobs {@code connections/<connectionId>.json}, their marks as the blobs' metadata. */
public final class BlobConnections implements Connections {
    private static final EventLog EVENTS = new EventLog();

    /** All metadata of a blob may have 8 KiB. */
    private static final int LONGEST_NAME = 1_000;

    private final JsonBlobs<Connection> blobs;
    private final Marks<Connection, ConnectionMark> marks;
    private final DriveIndex ofDrives;

    public BlobConnections(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "connections", Connection.class, new Json());
        this.marks = new Marks<>(blobs::find, BlobConnections::read, ConnectionMark::of);
        this.ofDrives = new DriveIndex(clients);
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
        Connection connection = changed.value();
        if (connection.wasEverSignedIn()) {
            ofDrives.add(connection.drive().id(), connection.id());
        }
        return blobs.replace(name(changed.value().id()), changed, write(changed.value()));
    }

    @Override
    public void visit(Consumer<ConnectionMark> visitor, Consumer<String> unreadable) {
        blobs.visit("", items -> marks.of(items, unreadable).forEach(visitor));
    }

    @Override
    public Page<ConnectionMark> page(String cursor, int limit) {
        Page<BlobItem> page = blobs.page("", cursor, limit);
        List<ConnectionMark> found = marks.of(page.items(), BlobConnections::unreadable);
        return new Page<>(found, page.next());
    }

    /** What is gone for good leaves the index when it is met. */
    @Override
    public List<ConnectionMark> ofDrive(String driveId) {
        List<ConnectionMark> linked = new ArrayList<>();
        for (String id : ofDrives.of(driveId)) {
            try {
                blobs.find(name(id))
                        .map(found -> ConnectionMark.of(found.value()))
                        .ifPresentOrElse(linked::add, () -> ofDrives.remove(driveId, id));
            } catch (UnreadableRecord e) {
                unreadable(e.record());
            }
        }
        return linked.stream()
                .filter(mark -> DriveId.same(mark.driveId(), driveId))
                .toList();
    }

    @Override
    public void delete(String connectionId) {
        blobs.delete(name(connectionId));
    }

    private static void unreadable(String name) {
        EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, name));
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
                .with("lapsed", mark.lapsedAt())
                .with("doubted", mark.doubted())
                .with("created", mark.createdAt())
                .with("overdue", mark.overdueHours())
                .asMap();
    }

    private static ConnectionMark read(BlobItem item) {
        Metadata metadata = Metadata.of(item);
        String name = item.getName();
        if (!metadata.has("signin") || !metadata.has("doubted") || !name.matches("[^/]+\\.json")) {
            throw new IllegalArgumentException("no mark");
        }
        return new ConnectionMark(
                name.substring(0, name.length() - ".json".length()),
                metadata.text("name"),
                metadata.text("drive"),
                metadata.text("folder"),
                metadata.flag("signin"),
                metadata.time("lapsed"),
                metadata.flag("doubted"),
                metadata.time("created"),
                hours(metadata.plain("overdue")),
                unquoted(item.getProperties().getETag()));
    }

    private static Integer hours(String textOrNull) {
        return textOrNull == null ? null : Integer.valueOf(textOrNull);
    }

    /** The SDK gives it without quotes everywhere else. */
    private static String unquoted(String eTag) {
        return eTag == null ? null : eTag.replace("\"", "");
    }

    private static String name(String connectionId) {
        return connectionId + ".json";
    }
}
