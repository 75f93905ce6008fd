package io.driverelay.upload;

import io.driverelay.drive.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Where whole files wait. Every call may throw {@link io.driverelay.store.StorageUnavailable}; those that read or fix content throw
 * {@link SpoiledContent} where the URL's holder put something that can never be used.
 */
public interface Staging {
    /**
     * A block that was put and not yet committed.
     *
     * @param number as the home counts, from 0; -1 where the id is not one of ours
     * @param foreignId that id; null where it is ours
     */
    record Block(int number, long sizeBytes, String foreignId) {
        public Block(int number, long sizeBytes) {
            this(number, sizeBytes, null);
        }
    }

    /** Committed content: its size, and the version to delete exactly it. */
    record Content(long sizeBytes, String eTag, Instant lastModified) {}

    /** A snapshot: its name and its own size. */
    record Snapshot(String name, long sizeBytes) {}

    /** A write-only address for this one blob: {@code single} allows one {@code Put Blob}, {@code blocks} blocks and a block list. */
    StagingUrl urlFor(String blob, Transfer transfer, Instant expiresAt);

    /** The committed content; empty while there is none. */
    Optional<Content> content(String blob);

    /** Blocks put and not yet committed, in order of their numbers. */
    List<Block> uncommittedBlocks(String blob);

    /** Makes content of the blocks 0 to {@code count - 1}. */
    void commitBlocks(String blob, int count);

    /** Puts small content in one request, for what came through the function itself. */
    void put(String blob, byte[] content);

    /** Fixes the content as it is now; empty when there is none. */
    Optional<Snapshot> snapshot(String blob);

    /** Its size; empty when the snapshot is gone. */
    OptionalLong sizeOf(String blob, String snapshot);

    /**
     * A range of a snapshot, streamed. The stream fails, rather than ends early, when bytes are missing; closing it from another thread
     * frees a blocked read.
     *
     * @param abortHook receives what ends the opening at once, from any thread
     * @throws IOException when it cannot be opened now
     */
    InputStream read(String blob, String snapshot, ByteRange range, Consumer<Runnable> abortHook) throws IOException;

    /** Deletes the content if it is still that version and no snapshot was taken of it, so that its URL works again; otherwise does nothing. */
    void deleteIfUnchanged(String blob, String eTag);

    /** Deletes a snapshot that nobody has recorded. Gone already is fine. */
    void deleteSnapshot(String blob, String snapshot);

    /** Deletes content, snapshots and uncommitted blocks, of whatever kind they are and whatever lease is held. Gone already is fine. */
    void delete(String blob);
}
