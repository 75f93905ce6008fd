package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Lane;
import io.driverelay.upload.Lanes;
import io.driverelay.upload.Order;
import io.driverelay.upload.Upload;
import io.driverelay.upload.Uploads;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Uploads that are on their way to a name on a drive, as its lane knows them. */
public record MovingUploads(Lanes lanes, Uploads uploads) {
    private static final EventLog EVENTS = new EventLog();

    /** Whether one of any home of the drive has begun to move there, and has not ended. A record that cannot be read tells of none. */
    boolean isMoving(Connection connection, String folderId, String name) {
        try {
            return moving(lane(connection, folderId, name)).isPresent();
        } catch (UnreadableRecord e) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
            return false;
        }
    }

    /** What the home has committed, and has neither ended nor is to be cancelled. */
    List<Upload> queued(Connection connection) {
        return uploads.list(connection.id()).stream()
                .filter(mark -> mark.committedAt() != null && mark.endedAt() == null && !mark.cancelRequested())
                .map(mark -> uploads.find(mark.connectionId(), mark.uploadId()))
                .flatMap(Optional::stream)
                .map(Versioned::value)
                .filter(upload -> !upload.isEnded())
                .toList();
    }

    /** One that has not begun to move would bring what is deleted now. */
    static void requireNone(List<Upload> queued, Predicate<Order> goesThere) {
        queued.stream()
                .filter(upload -> goesThere.test(upload.order()))
                .findFirst()
                .ifPresent(upload -> {
                    throw onItsWay(upload.id());
                });
    }

    /** What is deleted under an upload that goes there would come back, or be missed by it. */
    void requireNone(Connection connection, String folderId, String name) {
        moving(lane(connection, folderId, name)).ifPresent(upload -> {
            boolean own = upload.order().connectionId().equals(connection.id());
            throw onItsWay(own ? upload.id() : null);
        });
    }

    private static Refused onItsWay(String uploadIdOrNull) {
        return new Refused(
                        RefusalCode.WRONG_STATE,
                        "An upload of it is on its way. Wait for its end, or cancel it, then delete.")
                .with("uploadId", uploadIdOrNull);
    }

    /** The home that is known to have sent an item which lies there; empty where nobody is. */
    Optional<String> sender(Connection connection, String folderId, String name, String itemId) {
        return lane(connection, folderId, name)
                .map(Lane::arrived)
                .filter(arrived -> arrived.itemId().equals(itemId))
                .map(Lane.Arrival::connectionId);
    }

    private Optional<Lane> lane(Connection connection, String folderId, String name) {
        return lanes.find(Lane.name(connection.drive().id(), folderId, name)).map(Versioned::value);
    }

    private Optional<Upload> moving(Optional<Lane> lane) {
        return lane.map(Lane::holder)
                .flatMap(holder -> uploads.find(holder.connectionId(), holder.uploadId()))
                .map(Versioned::value)
                .filter(upload -> !upload.isEnded());
    }
}
