package io.driverelay.intake;

import io.driverelay.upload.UploadMark;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Where a page of uploads ended.
 *
 * @param last the time of the last one shown; everything that is older comes after it
 * @param lastId its id
 * @param marker where the reading of the ended ones goes on; null for their beginning
 */
record UploadCursor(Instant last, String lastId, String marker) {
    static final UploadCursor START = new UploadCursor(Instant.MAX, "", null);

    /** @throws IllegalArgumentException for what {@link #text} never gave */
    static UploadCursor read(String text) {
        try {
            String[] parts = text.split(" ", 3);
            Instant last = parts[0].isEmpty() ? Instant.MAX : Instant.ofEpochMilli(Long.parseLong(parts[0]));
            return new UploadCursor(last, parts[1], parts[2].isEmpty() ? null : parts[2]);
        } catch (IndexOutOfBoundsException | DateTimeException e) {
            throw new IllegalArgumentException("no cursor of this list", e);
        }
    }

    String text() {
        String time = last.equals(Instant.MAX) ? "" : Long.toString(last.toEpochMilli());
        return time + " " + lastId + " " + (marker == null ? "" : marker);
    }

    /** Newest first, as the ended ones are listed. */
    boolean isBefore(UploadMark mark) {
        int order = mark.openedAt().compareTo(last);
        return order < 0 || (order == 0 && mark.uploadId().compareTo(lastId) > 0);
    }
}
