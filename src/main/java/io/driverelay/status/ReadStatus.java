package io.driverelay.status;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.drive.Quota;
import io.driverelay.store.Versioned;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How drives stand, from what the timer has written. Never calls Graph. */
public final class ReadStatus {
    /** Three passes missed. */
    private static final Duration FRESH = Duration.ofMinutes(15);

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
        Optional<DriveStatus> status = statuses.find(connection.id());
        Instant checkedAt = status.map(read -> checkedAt(read, pass)).orElse(null);
        boolean failed =
                pass.filter(last -> last.failed().contains(connection.id())).isPresent();
        boolean old = checkedAt == null || checkedAt.plus(FRESH).isBefore(clock.instant());
        return new StatusReport(
                connection,
                status.map(DriveStatus::quota).orElse(Quota.UNKNOWN),
                status.map(DriveStatus::stateSince).orElse(null),
                checkedAt,
                failed || old,
                statuses.findLastBackup(connection.id()).orElse(null),
                counts(marks));
    }

    /** A pass that did not fail for this drive has read it, though it had nothing new to write. */
    private static Instant checkedAt(DriveStatus status, Optional<CheckPass> pass) {
        return pass.filter(last -> !last.failed().contains(status.connectionId()))
                .map(CheckPass::checkedAt)
                .filter(at -> at.isAfter(status.readAt()))
                .orElse(status.readAt());
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
