package io.driverelay.intake;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Abreast;
import io.driverelay.store.Page;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads uploads for whoever watches them. */
public final class WatchUploads {
    private static final EventLog EVENTS = new EventLog();
    private static final int AT_ONCE = 16;
    private static final Comparator<UploadMark> NEWEST_FIRST =
            Comparator.comparing(UploadMark::openedAt).reversed().thenComparing(UploadMark::uploadId);

    private final Uploads uploads;
    private final StagedContent content;

    public WatchUploads(Uploads uploads, StagedContent content) {
        this.uploads = uploads;
        this.content = content;
    }

    public Upload get(String connectionId, String uploadId) {
        return uploads.find(connectionId, uploadId)
                .map(Versioned::value)
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_UPLOAD, "There is no upload of that id."));
    }

    /** What a write-only URL's holder cannot list itself. */
    public List<Staging.Block> blocks(Upload upload) {
        return content.blocks(upload);
    }

    /** One of a list: alive, or ended for good. */
    private record Line(UploadMark mark, boolean isAlive) {}

    /**
     * One connection's, newest first; a page may hold fewer than the limit before the last one.
     *
     * @param cursor as the page before gave it, or null
     */
    public Page<Upload> newestFirst(String connectionId, Predicate<UploadMark> wanted, String cursor, int limit) {
        UploadCursor after = cursor == null ? UploadCursor.START : UploadCursor.read(cursor);
        List<UploadMark> alive = uploads.list(connectionId);
        Set<String> aliveIds = alive.stream().map(UploadMark::uploadId).collect(Collectors.toSet());
        List<UploadMark> shownAlive = alive.stream()
                .filter(wanted)
                .filter(after::isBefore)
                .sorted(NEWEST_FIRST)
                .toList();
        // one that is being moved is in both places
        var ended = new EndedAfter(
                uploads,
                connectionId,
                after.marker(),
                mark -> wanted.test(mark) && after.isBefore(mark) && !aliveIds.contains(mark.uploadId()));
        List<Line> lines = merged(shownAlive, ended, limit);
        return new Page<>(read(lines), next(after, lines, shownAlive, ended));
    }

    private static List<Line> merged(List<UploadMark> alive, EndedAfter ended, int limit) {
        List<Line> lines = new ArrayList<>();
        int taken = 0;
        while (lines.size() < limit) {
            UploadMark old = ended.peek();
            UploadMark young = taken < alive.size() ? alive.get(taken) : null;
            if (young != null && (old == null ? ended.isThrough() : NEWEST_FIRST.compare(young, old) < 0)) {
                lines.add(new Line(young, true));
                taken++;
            } else if (old != null) {
                lines.add(new Line(old, false));
                ended.take();
            } else {
                break;
            }
        }
        return lines;
    }

    private static String next(UploadCursor after, List<Line> lines, List<UploadMark> alive, EndedAfter ended) {
        boolean allAlive = lines.stream().filter(Line::isAlive).count() == alive.size();
        if (allAlive && ended.peek() == null && ended.isThrough()) {
            return null;
        }
        UploadMark last = lines.isEmpty() ? null : lines.get(lines.size() - 1).mark();
        return (last == null
                        ? new UploadCursor(after.last(), after.lastId(), ended.marker())
                        : new UploadCursor(last.openedAt(), last.uploadId(), ended.marker()))
                .text();
    }

    /** What was moved or opened anew since it was listed is on another page. */
    private List<Upload> read(List<Line> lines) {
        return Abreast.map(AT_ONCE, lines, this::read).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Upload> read(Line line) {
        UploadMark mark = line.mark();
        try {
            Optional<Upload> found = line.isAlive()
                    ? uploads.find(mark.connectionId(), mark.uploadId()).map(Versioned::value)
                    : uploads.findEnded(mark.connectionId(), mark.uploadId());
            return found.filter(upload -> upload.times().openedAt().equals(mark.openedAt()));
        } catch (UnreadableRecord e) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
            return Optional.empty();
        }
    }
}
