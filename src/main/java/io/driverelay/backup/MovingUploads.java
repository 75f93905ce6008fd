package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Lane;
import io.driverelay.upload.Lanes;
import io.driverelay.upload.Upload;
import io.driverelay.upload.Uploads;
import java.util.Optional;

/** Uploads that are on their way to a name on a drive, as its lane knows them. */
public record MovingUploads(Lanes lanes, Uploads uploads) {
    /** Whether one of any home of the drive has begun to move there, and has not ended. */
    boolean isMoving(Connection connection, String folderId, String name) {
        return moving(lane(connection, folderId, name)).isPresent();
    }

    /** What is deleted under an upload that goes there would come back, or be missed by it. */
    void requireNone(Connection connection, String folderId, String name) {
        moving(lane(connection, folderId, name)).ifPresent(upload -> {
            boolean own = upload.order().connectionId().equals(connection.id());
            throw new Refused(
                            RefusalCode.WRONG_STATE,
                            "An upload of that name is on its way. Wait for its end, or cancel it, then delete.")
                    .with("uploadId", own ? upload.id() : null);
        });
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
