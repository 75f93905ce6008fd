package io.driverelay.status;

import io.driverelay.connection.Connection;
import io.driverelay.connection.FaultNotes;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.NotedFaults;
import io.driverelay.drive.Pauses;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers what is kept of one connection, for whoever must find out what is wrong. Never calls Graph. */
public final class Diagnose {
    private final GetConnection connections;
    private final ReadStatus status;
    private final DriveStatuses statuses;
    private final FaultNotes faults;
    private final Uploads uploads;
    private final Pauses pauses;

    public Diagnose(
            GetConnection connections,
            ReadStatus status,
            DriveStatuses statuses,
            FaultNotes faults,
            Uploads uploads,
            Pauses pauses) {
        this.connections = connections;
        this.status = status;
        this.statuses = statuses;
        this.faults = faults;
        this.uploads = uploads;
        this.pauses = pauses;
    }

    /** @param driveNotBefore until when the drive asked to be left alone; null when it did not */
    public record Findings(
            Connection connection,
            StatusReport report,
            Optional<CheckPass> lastPass,
            Instant driveNotBefore,
            NotedFaults faults,
            List<UploadGroup> uploads) {}

    /** Throws what {@link GetConnection#get} throws where there is none. */
    public Findings of(String connectionId) {
        Connection connection = connections.get(connectionId);
        return new Findings(
                connection,
                status.of(connection),
                statuses.lastPass(),
                pause(connection),
                faults.find(connectionId).orElse(new NotedFaults(List.of())),
                groups(uploads.list(connectionId)));
    }

    private Instant pause(Connection connection) {
        return connection.drive() == null
                ? null
                : pauses.notBefore(Pauses.ofDrive(connection.drive().id())).orElse(null);
    }

    /** Uploads that stand alike, the most first. */
    private static List<UploadGroup> groups(List<UploadMark> marks) {
        Map<List<Object>, List<UploadMark>> alike = marks.stream()
                .collect(Collectors.groupingBy(mark -> Stream.of(mark.state(), Optional.ofNullable(mark.reason()))
                        .toList()));
        return alike.values().stream()
                .map(Diagnose::group)
                .sorted(Comparator.comparing(UploadGroup::count).reversed())
                .toList();
    }

    private static UploadGroup group(List<UploadMark> alike) {
        UploadMark one = alike.get(0);
        return new UploadGroup(
                one.state(),
                one.reason(),
                alike.size(),
                alike.stream().mapToLong(UploadMark::sizeBytes).sum(),
                earliest(alike, UploadMark::openedAt),
                earliest(alike, UploadMark::dueAt));
    }

    private static Instant earliest(List<UploadMark> marks, Function<UploadMark, Instant> time) {
        return marks.stream()
                .map(time)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
