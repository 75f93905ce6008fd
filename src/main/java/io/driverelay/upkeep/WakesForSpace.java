package io.driverelay.upkeep;

import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.DriveStatuses;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Uploads that wait for space go on when a reading since then has room, oldest first; hourly where no number can tell. One pass's. */
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
        Optional<DriveStatus> status = statuses.find(mark.connectionId());
        boolean known = status.filter(read -> read.quota().isKnown()).isPresent();
        boolean refusedDespiteRoom = mark.spaceRefusals() > 1;
        boolean go = (known && !refusedDespiteRoom)
                ? wasReadSince(status.get(), mark.sweptAt()) && hasRoom(status.get(), mark)
                : yard.isOver(mark.sweptAt(), BLIND);
        if (go) {
            yard.find(mark).filter(read -> isDue(UploadMark.of(read.value()))).ifPresent(yard.wake()::wake);
        }
    }

    private boolean hasRoom(DriveStatus status, UploadMark mark) {
        long promised = promisedBytes.getOrDefault(mark.connectionId(), 0L);
        boolean room = status.quota().hasRoomFor(mark.missingBytes() == 0 ? 0 : promised + mark.missingBytes());
        if (room) {
            promisedBytes.put(mark.connectionId(), promised + mark.missingBytes());
        }
        return room;
    }

    /** A pass reads every drive, though it writes only what changed. */
    private boolean wasReadSince(DriveStatus status, Instant refusedAt) {
        boolean readByPass = statuses.lastPass()
                .filter(pass -> !pass.failed().contains(status.connectionId()))
                .map(CheckPass::checkedAt)
                .filter(at -> refusedAt == null || at.isAfter(refusedAt))
                .isPresent();
        return readByPass || refusedAt == null || status.readAt().isAfter(refusedAt);
    }
}
