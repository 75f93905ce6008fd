package io.driverelay.status;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.store.Abreast;
import io.driverelay.store.Page;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How drives stand, from what the timer has written. Never calls Graph. */
public final class ReadStatus {
    private static final int AT_ONCE = 24;

    private final Connections connections;
    private final DriveStatuses statuses;
    private final ShelfNotes shelves;
    private final Uploads uploads;
    private final Clock clock;

    public ReadStatus(
            Connections connections, DriveStatuses statuses, ShelfNotes shelves, Uploads uploads, Clock clock) {
        this.connections = connections;
        this.statuses = statuses;
        this.shelves = shelves;
        this.uploads = uploads;
        this.clock = clock;
    }

    /** Some reports, oldest connection first, and when the last pass was: null before the first. */
    public record Overview(Page<StatusReport> reports, Instant checkedAt) {}

    public StatusReport of(Connection connection) {
        return report(ConnectionMark.of(connection), statuses.lastPass());
    }

    /** Reads what belongs to this page, and nothing of the others. */
    public Overview page(String cursor, int limit) {
        Optional<CheckPass> pass = statuses.lastPass();
        Page<ConnectionMark> marks = connections.page(cursor, limit);
        List<StatusReport> items = Abreast.map(AT_ONCE, marks.items(), connection -> report(connection, pass));
        return new Overview(
                new Page<>(items, marks.next()), pass.map(CheckPass::checkedAt).orElse(null));
    }

    private StatusReport report(ConnectionMark connection, Optional<CheckPass> pass) {
        LatestReading reading =
                LatestReading.of(statuses.find(connection.id()), pass, connection.id(), clock.instant());
        return new StatusReport(
                connection,
                reading.quota(),
                reading.stateSince(),
                reading.readAt(),
                reading.stale(),
                statuses.findLastBackup(connection.id()).orElse(null),
                shelves.find(connection.id()).orElse(null),
                counts(uploads.list(connection.id())));
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
                (int) marks.stream().filter(ReadStatus::isLost).count());
    }

    /** What newer content of its name replaced is not. */
    private static boolean isLost(UploadMark mark) {
        return mark.state() == UploadState.FAILED && mark.reason() != Reason.SUPERSEDED;
    }

    private static int count(List<UploadMark> marks, UploadState state) {
        return (int) marks.stream().filter(mark -> mark.state() == state).count();
    }
}
