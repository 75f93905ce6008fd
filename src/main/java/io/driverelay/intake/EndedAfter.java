package io.driverelay.intake;

import io.driverelay.store.Page;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** A connection's ended uploads from a cursor on, read as far as they are wanted, and no further than a few listings at once. */
final class EndedAfter {
    private static final int LISTED = 500;
    private static final int MOST_LISTINGS = 3;

    private final Uploads uploads;
    private final String connectionId;
    private final Predicate<UploadMark> wanted;
    private final Deque<UploadMark> listed = new ArrayDeque<>();
    private String marker;
    private String nextMarker;
    private boolean isLast;
    private int listings;

    /** @param marker where to begin, or null */
    EndedAfter(Uploads uploads, String connectionId, String marker, Predicate<UploadMark> wanted) {
        this.uploads = uploads;
        this.connectionId = connectionId;
        this.wanted = wanted;
        this.nextMarker = marker;
        this.marker = marker;
    }

    /** The next one, left where it is; null when there is none, or not without further listings than one call may take. */
    UploadMark peek() {
        while (listed.isEmpty() && !isLast && listings < MOST_LISTINGS) {
            marker = nextMarker;
            Page<UploadMark> page = uploads.ended(connectionId, marker, LISTED);
            page.items().stream().filter(wanted).forEach(listed::add);
            nextMarker = page.next();
            isLast = nextMarker == null;
            listings++;
        }
        return listed.peek();
    }

    void take() {
        listed.remove();
    }

    /** Whether all were read: what {@link #peek} does not give is not there. */
    boolean isThrough() {
        return listed.isEmpty() && isLast;
    }

    /** From where the ones not taken can be read again. */
    String marker() {
        return listed.isEmpty() ? nextMarker : marker;
    }
}
