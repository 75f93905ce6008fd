package io.driverelay.intake;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LatestReading;
import io.driverelay.store.Recently;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Refuses what cannot fit by the drive's last reading, less what is promised to uploads of all its homes, with the numbers. No reading, an old
 * one, or one without numbers refuses nothing. Before anything is refused the drive is read again, since its owner may have made room.
 */
public final class SpaceGate {
    private static final Duration RECENT = Duration.ofMinutes(1);

    private final DriveStatuses statuses;
    private final Connections connections;
    private final Uploads uploads;
    private final Predicate<Connection> readAgain;
    private final Clock clock;
    private final Recently readings;

    /** @param readAgain reads the drive now and keeps what it says; false when it cannot */
    public SpaceGate(
            DriveStatuses statuses,
            Connections connections,
            Uploads uploads,
            Predicate<Connection> readAgain,
            Clock clock) {
        this.statuses = statuses;
        this.connections = connections;
        this.uploads = uploads;
        this.readAgain = readAgain;
        this.clock = clock;
        this.readings = new Recently(RECENT, clock);
    }

    /** @param own the connection's uploads, as they are now */
    void requireRoom(Connection connection, long sizeBytes, List<UploadMark> own) {
        Room room = room(connection, own);
        if (!room.isFor(sizeBytes) && isReadAgain(connection, room.reading())) {
            room = room(connection, own);
        }
        if (!room.isFor(sizeBytes)) {
            throw full(room, sizeBytes);
        }
    }

    /** What a drive has, and how much of that is promised. */
    private record Room(LatestReading reading, long promisedBytes) {
        boolean isFor(long sizeBytes) {
            return !reading.tells() || reading.quota().hasRoomFor(sizeBytes == 0 ? 0 : promisedBytes + sizeBytes);
        }
    }

    private Room room(Connection connection, List<UploadMark> own) {
        Instant now = clock.instant();
        LatestReading reading = LatestReading.of(statuses, connection.id(), now);
        if (!reading.tells()) {
            return new Room(reading, 0);
        }
        long promised = promised(own, reading.readAt(), now);
        for (ConnectionMark other : connections.ofDrive(connection.drive().id())) {
            if (!other.id().equals(connection.id())) {
                promised += promised(uploads.list(other.id()), reading.readAt(), now);
            }
        }
        return new Room(reading, promised);
    }

    private static long promised(List<UploadMark> marks, Instant readAt, Instant now) {
        return marks.stream()
                .filter(mark -> isPromised(mark, readAt, now))
                .mapToLong(UploadMark::sizeBytes)
                .sum();
    }

    /** What waits for space has none promised; what arrived since the reading is not in its numbers. */
    private static boolean isPromised(UploadMark mark, Instant readAt, Instant now) {
        return switch (mark.state()) {
            case AWAITING_CONTENT ->
                !mark.cancelRequested() && mark.urlExpiresAt().isAfter(now);
            case QUEUED -> !mark.cancelRequested();
            case WAITING -> !mark.cancelRequested() && mark.reason() != Reason.SPACE;
            case DELIVERED -> mark.endedAt() != null && mark.endedAt().isAfter(readAt);
            case FAILED, CANCELLED, EXPIRED -> false;
        };
    }

    /** As OneDrive counts it: below nothing where it holds more than it may. */
    private static String left(Long remainingBytes) {
        if (remainingBytes == null) {
            return "says that it is full";
        }
        return remainingBytes < 0
                ? "holds " + -remainingBytes + " more than it may"
                : "has " + remainingBytes + " bytes left";
    }

    /** At most once a minute a drive. */
    private boolean isReadAgain(Connection connection, LatestReading reading) {
        boolean recent = reading.readAt().plus(RECENT).isAfter(clock.instant());
        if (recent || readings.was(connection.id())) {
            return false;
        }
        readings.note(connection.id());
        return readAgain.test(connection);
    }

    private static Refused full(Room room, long sizeBytes) {
        Long remaining = room.reading().quota().remainingBytes();
        String promised = room.promisedBytes() == 0
                ? ""
                : ", besides " + room.promisedBytes() + " that are promised to uploads on their way";
        return new Refused(
                        RefusalCode.DRIVE_FULL,
                        "The file needs " + sizeBytes + " bytes" + promised + ", and the OneDrive " + left(remaining)
                                + ". Make room there (empty its recycle bin too) and send it again.")
                .with("neededBytes", sizeBytes)
                .with("remainingBytes", remaining)
                .with("promisedBytes", room.promisedBytes())
                .with("driveState", room.reading().quota().state())
                .with("checkedAt", room.reading().readAt());
    }
}
