package io.driverelay.upload;

import java.time.Instant;

/**
 * An upload's way so far, for whoever asks afterwards; nothing is decided by it. An older version that writes the record forgets it.
 *
 * @param traceId of the opener's trace; null where it named none
 * @param firstTurnAt null before the first turn
 * @param firstByteAt when the first byte was sent to the drive; null before
 * @param turns begun
 * @param sessions opened
 * @param sentBytes to the drive, also those that were sent in vain; of a turn that died without a word, up to its last checkpoint
 */
public record Journey(
        String traceId, Instant firstTurnAt, Instant firstByteAt, int turns, int sessions, long sentBytes) {
    public static final Journey NONE = new Journey(null, null, null, 0, 0, 0);

    public static Journey tracedBy(String traceIdOrNull) {
        return new Journey(traceIdOrNull, null, null, 0, 0, 0);
    }

    public Journey turnBegun(Instant at) {
        return new Journey(
                traceId, firstTurnAt == null ? at : firstTurnAt, firstByteAt, turns + 1, sessions, sentBytes);
    }

    public Journey sessionOpened() {
        return new Journey(traceId, firstTurnAt, firstByteAt, turns, sessions + 1, sentBytes);
    }

    /** @param since when the first of these bytes was sent */
    public Journey sent(long bytes, Instant since) {
        return bytes == 0
                ? this
                : new Journey(
                        traceId,
                        firstTurnAt,
                        firstByteAt == null ? since : firstByteAt,
                        turns,
                        sessions,
                        sentBytes + bytes);
    }
}
