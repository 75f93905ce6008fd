package io.driverelay.status;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.store.Versioned;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How drives stand, from what the timer has written. Never calls Graph. */
public final class ReadStatus {
    private final Connections connections;
    private final DriveStatuses statuses;
    private final Uploads uploads;
    private final Clock clock;

    public ReadStatus(Connections connections, DriveStatuses statuses, Uploads uploads, Clock clock) {
        this.connections = connections;
        this.statuses = statuses;
        this.uploads = uploads;
        this.clock = clock;
    }

    /** All reports, oldest connection first, and when the last pass was: null before the first. */
    public record Overview(List<StatusReport> items, Instant checkedAt) {}

    public StatusReport of(Connection connection) {
        return report(connection, statuses.lastPass(), uploads.list(connection.id()));
    }

    public Overview ofAll() {
        Optional<CheckPass> pass = statuses.lastPass();
        Map<String, List<UploadMark>> marks =
                uploads.listAll().stream().collect(Collectors.groupingBy(UploadMark::connectionId));
        List<StatusReport> items = connections.list().stream()
                .map(Versioned::value)
                .map(connection -> report(connection, pass, marks.getOrDefault(connection.id(), List.of())))
                .toList();
        return new Overview(items, pass.map(CheckPass::checkedAt).orElse(null));
    }

    private StatusReport report(Connection connection, Optional<CheckPass> pass, List<UploadMark> marks) {
        LatestReading reading =
                LatestReading.of(statuses.find(connection.id()), pass, connection.id(), clock.instant());
        return new StatusReport(
                connection,
                reading.quota(),
                reading.stateSince(),
                reading.readAt(),
                reading.stale(),
                statuses.findLastBackup(connection.id()).orElse(null),
                counts(marks));
    }

    private StatusReport.UploadCounts counts(List<UploadMark> marks) {
        Instant now = clock.instant();
        int relaying =
                (int) marks.stream().filter(mark -> mark.isRelayingAt(now)).count();
        return new StatusReport.UploadCounts(
                count(marks, UploadState.AWAITING_CONTENT),
                count(marks, UploadState.QUEUED) - relaying,
                relaying,
                count(marks, UploadState.WAITING),
                count(marks, UploadState.FAILED));
    }

    private static int count(List<UploadMark> marks, UploadState state) {
        return (int) marks.stream().filter(mark -> mark.state() == state).count();
    }
}
