package io.driverelay.intake;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.DriveStatuses;

/** Refuses what cannot fit by the drive's last reading, with the numbers. No reading, or one without numbers, refuses nothing. */
public final class SpaceGate {
    private final DriveStatuses statuses;

    public SpaceGate(DriveStatuses statuses) {
        this.statuses = statuses;
    }

    void requireRoom(String connectionId, long sizeBytes) {
        statuses.find(connectionId)
                .filter(status -> !status.quota().hasRoomFor(sizeBytes))
                .ifPresent(status -> {
                    throw full(status, sizeBytes);
                });
    }

    private static Refused full(DriveStatus status, long sizeBytes) {
        return new Refused(
                        RefusalCode.DRIVE_FULL,
                        "The file needs " + sizeBytes + " bytes and the OneDrive has "
                                + status.quota().remainingBytes()
                                + " left. Make room there (empty its recycle bin too) and send it again.")
                .with("neededBytes", sizeBytes)
                .with("remainingBytes", status.quota().remainingBytes())
                .with("driveState", status.quota().state())
                .with("checkedAt", status.readAt());
    }
}
