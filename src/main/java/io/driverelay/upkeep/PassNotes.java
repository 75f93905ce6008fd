package io.driverelay.upkeep;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Where the last pass stopped. Every call may throw {@link io.driverelay.store.StorageUnavailable}; the last write wins. */
public interface PassNotes {
    /** Empty before the first pass, or where the note cannot be read: then all is looked at. */
    Optional<Note> last();

    void store(Note note);

    /**
     * Of the two parts of a pass, before and after the drives are read.
     *
     * @param toldUntil when the last one began that told of all uploads that stand still
     */
    record Note(Progress before, Progress after, Instant toldUntil) {
        public static final Note NONE = new Note(Progress.NONE, Progress.NONE, Instant.EPOCH);

        public Note {
            before = before == null ? Progress.NONE : before;
            after = after == null ? Progress.NONE : after;
            toldUntil = toldUntil == null ? Instant.EPOCH : toldUntil;
        }
    }

    /**
     * How far one part got.
     *
     * @param lookedUntil when the last one began that got through
     * @param from the oldest mark of the first home that was not reached; null when all were
     * @param again uploads at which storage failed, to be looked at again
     */
    record Progress(Instant lookedUntil, Age from, Set<String> again) {
        public static final Progress NONE = new Progress(Instant.EPOCH, null, Set.of());

        public Progress {
            again = again == null ? Set.of() : Set.copyOf(again);
            lookedUntil = lookedUntil == null ? Instant.EPOCH : lookedUntil;
        }
    }
}
