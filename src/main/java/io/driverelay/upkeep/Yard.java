package io.driverelay.upkeep;

import io.driverelay.connection.Connections;
import io.driverelay.store.Versioned;
import io.driverelay.upload.LeftSessions;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Staging;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import io.driverelay.upload.WakeUpload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What upkeep works on. */
public record Yard(
        Uploads uploads,
        Staging staging,
        RelayQueue queue,
        Connections connections,
        TellListeners tell,
        LeftSessions sessions,
        Clock clock) {

    Instant now() {
        return clock.instant();
    }

    /** Whether a time lies so long ago; a time that is not set does not. */
    boolean isOver(Instant timeOrNull, Duration since) {
        return timeOrNull != null && !timeOrNull.plus(since).isAfter(now());
    }

    Optional<Versioned<Upload>> find(UploadMark mark) {
        return uploads.find(mark.connectionId(), mark.uploadId());
    }

    void send(Upload upload) {
        queue.send(Ticket.of(upload), Duration.ZERO);
    }

    WakeUpload wake() {
        return new WakeUpload(uploads, queue, clock);
    }
}
