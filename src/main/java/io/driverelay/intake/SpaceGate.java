package io.driverelay.intake;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LatestReading;
import java.time.Clock;

/** Refuses what cannot fit by the drive's last reading, with the numbers. No reading, an old one, or one without numbers refuses nothing. */
public final class SpaceGate {
    private final DriveStatuses statuses;
    private final Clock clock;

    public SpaceGate(DriveStatuses statuses, Clock clock) {
        this.statuses = statuses;
        this.clock = clock;
    }

    void requireRoom(String connectionId, long sizeBytes) {
        LatestReading reading = LatestReading.of(statuses, connectionId, clock.instant());
        if (reading.tells() && !reading.quota().hasRoomFor(sizeBytes)) {
            throw full(reading, sizeBytes);
        }
    }

    private static Refused full(LatestReading reading, long sizeBytes) {
        Long remaining = reading.quota().remainingBytes();
        String left = remaining == null ? "no room" : Math.max(0, remaining) + " left";
        return new Refused(
                        RefusalCode.DRIVE_FULL,
                        "The file needs " + sizeBytes + " bytes and the OneDrive has " + left
                                + ". Make room there (empty its recycle bin too) and send it again.")
                .with("neededBytes", sizeBytes)
                .with("remainingBytes", remaining)
                .with("driveState", reading.quota().state())
                .with("checkedAt", reading.readAt());
    }
}
