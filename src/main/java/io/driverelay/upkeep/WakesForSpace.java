package io.driverelay.upkeep;

import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LatestReading;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Uploads that wait for space go on when a reading since then has room, oldest first; hourly where no number can tell, or only an old one. One pass's. */
final class WakesForSpace implements Step {
    private static final Duration BLIND = Duration.ofHours(1);

    private final Yard yard;
    private final DriveStatuses statuses;
    private final Map<String, Long> promisedBytes = new HashMap<>();

    WakesForSpace(Yard yard, DriveStatuses statuses) {
        this.yard = yard;
        this.statuses = statuses;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        return mark.state() == UploadState.WAITING && mark.reason() == Reason.SPACE;
    }

    @Override
    public void take(UploadMark mark) {
        LatestReading reading = LatestReading.of(statuses, mark.connectionId(), yard.now());
        boolean refusedDespiteRoom = mark.spaceRefusals() > 1;
        boolean go = (reading.tells() && !refusedDespiteRoom)
                ? wasReadSince(reading, mark.sweptAt()) && hasRoom(reading, mark)
                : yard.isOver(mark.sweptAt(), BLIND);
        if (go) {
            yard.find(mark).filter(read -> isDue(UploadMark.of(read.value()))).ifPresent(yard.wake()::wake);
        }
    }

    private boolean hasRoom(LatestReading reading, UploadMark mark) {
        long promised = promisedBytes.getOrDefault(mark.connectionId(), 0L);
        boolean room = reading.quota().hasRoomFor(mark.missingBytes() == 0 ? 0 : promised + mark.missingBytes());
        if (room) {
            promisedBytes.put(mark.connectionId(), promised + mark.missingBytes());
        }
        return room;
    }

    private static boolean wasReadSince(LatestReading reading, Instant refusedAt) {
        return refusedAt == null || reading.isAfter(refusedAt);
    }
}
