package io.driverelay.upkeep;

import io.driverelay.drive.DriveId;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LatestReading;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads that wait for space go on when a reading since then has room, oldest first; hourly where no number can tell, or only an old one. One pass's. */
final class WakesForSpace implements Step {
    private static final Duration BLIND = Duration.ofHours(1);

    private final Yard yard;
    private final DriveStatuses statuses;
    private final Map<String, Long> promisedBytes = new ConcurrentHashMap<>();
    private final Map<String, String> drives = new ConcurrentHashMap<>();

    WakesForSpace(Yard yard, DriveStatuses statuses) {
        this.yard = yard;
        this.statuses = statuses;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        return mark.state() == UploadState.WAITING && mark.reason() == Reason.SPACE;
    }

    @Override
    public Amount counted() {
        return Amount.WOKEN_FOR_SPACE;
    }

    @Override
    public void take(UploadMark mark) {
        LatestReading reading = LatestReading.of(statuses, mark.connectionId(), yard.now());
        boolean isNews = reading.tells() && wasReadSince(reading, mark.sweptAt());
        boolean refusedDespiteRoom = mark.spaceRefusals() > 1;
        if (isNews && refusedDespiteRoom && !reading.quota().hasRoomFor(needed(mark))) {
            read(mark).ifPresent(this::countAnew);
            return;
        }
        boolean go = (reading.tells() && !refusedDespiteRoom)
                ? isNews && hasRoom(reading, mark)
                : yard.isOver(mark.sweptAt(), BLIND);
        if (go) {
            read(mark).ifPresent(yard.wake()::wake);
        }
    }

    private Optional<Versioned<Upload>> read(UploadMark mark) {
        return yard.find(mark).filter(read -> isDue(UploadMark.of(read.value())));
    }

    /** The drive is full, and says so: the next reading with room is worth a try. */
    private void countAnew(Versioned<Upload> read) {
        yard.uploads().replace(read.with(upload -> upload.with(upload.tries().spaceRefusalsExplained())));
    }

    /** A full drive takes nothing, a file of 0 bytes neither. */
    private static long needed(UploadMark mark) {
        return Math.max(1, mark.missingBytes());
    }

    /** Homes of one drive share its room, and are looked after at the same time. */
    private boolean hasRoom(LatestReading reading, UploadMark mark) {
        long needed = needed(mark);
        String drive = drives.computeIfAbsent(mark.connectionId(), this::driveOf);
        boolean[] room = {false};
        promisedBytes.compute(drive, (key, before) -> {
            long promised = before == null ? 0 : before;
            room[0] = reading.quota().hasRoomFor(promised + needed);
            return room[0] ? promised + needed : promised;
        });
        return room[0];
    }

    private String driveOf(String connectionId) {
        return yard.connections()
                .find(connectionId)
                .map(read -> read.value().drive())
                .map(drive -> DriveId.canonical(drive.id()))
                .orElse(connectionId);
    }

    private static boolean wasReadSince(LatestReading reading, Instant refusedAt) {
        return refusedAt == null || reading.isAfter(refusedAt);
    }
}
