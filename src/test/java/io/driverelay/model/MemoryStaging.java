package io.driverelay.model;

import io.driverelay.drive.ByteRange;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.Staging;
import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Staged content in memory. */
final class MemoryStaging implements Staging {
    private final Effects effects;
    private final Clock clock;
    private final Consumer<String> dropped;
    private final Map<String, Blob> blobs = new HashMap<>();
    private long lastTag;

    private static final class Blob {
        private Bytes content;
        private String eTag;
        private Instant modified;
        private final Map<String, Bytes> snapshots = new HashMap<>();
        private final SortedMap<Integer, Bytes> blocks = new TreeMap<>();
    }

    /** @param dropped is shown each blob whose content is about to be deleted */
    MemoryStaging(Effects effects, Clock clock, Consumer<String> dropped) {
        this.effects = effects;
        this.clock = clock;
        this.dropped = dropped;
    }

    @Override
    public StagingUrl urlFor(String blob, Transfer transfer, Instant expiresAt) {
        return effects.read(
                "Staging.urlFor",
                () -> new StagingUrl(URI.create("https://staging.invalid/" + blob), Map.of(), expiresAt));
    }

    @Override
    public Optional<Content> content(String blob) {
        return effects.read(
                "Staging.content",
                () -> contentOf(blob).map(found -> new Content(found.content.length(), found.eTag, found.modified)));
    }

    @Override
    public List<Block> uncommittedBlocks(String blob) {
        return effects.read("Staging.uncommittedBlocks", () -> {
            Blob found = blobs.get(blob);
            return found == null
                    ? List.of()
                    : found.blocks.entrySet().stream()
                            .map(block ->
                                    new Block(block.getKey(), block.getValue().length()))
                            .toList();
        });
    }

    @Override
    public void commitBlocks(String blob, int count) {
        effects.write("Staging.commitBlocks", () -> {
            Blob found = blobs.get(blob);
            Bytes all = Bytes.of(new byte[0]);
            for (int number = 0; number < count; number++) {
                if (found == null || !found.blocks.containsKey(number)) {
                    throw new StorageUnavailable(blob + ": the block list is not valid", null);
                }
                all = number == 0 ? found.blocks.get(0) : all.then(found.blocks.get(number));
            }
            lay(blob, all);
        });
    }

    @Override
    public void put(String blob, byte[] content) {
        effects.write("Staging.put", () -> lay(blob, Bytes.of(content.clone())));
    }

    @Override
    public Optional<Snapshot> snapshot(String blob) {
        return effects.write(
                "Staging.snapshot",
                () -> contentOf(blob).map(found -> {
                    String name = "snapshot-" + ++lastTag;
                    found.snapshots.put(name, found.content);
                    return new Snapshot(name, found.content.length());
                }));
    }

    @Override
    public OptionalLong sizeOf(String blob, String snapshot) {
        return effects.read("Staging.sizeOf", () -> {
            Bytes found = snapshotOf(blob, snapshot);
            return found == null ? OptionalLong.empty() : OptionalLong.of(found.length());
        });
    }

    @Override
    public InputStream read(String blob, String snapshot, ByteRange range, Consumer<Runnable> abortHook)
            throws IOException {
        Supplier<Optional<InputStream>> opening =
                () -> Optional.ofNullable(snapshotOf(blob, snapshot)).map(found -> found.stream(range));
        try {
            return effects.read("Staging.read", opening)
                    .orElseThrow(() -> new IOException("there is no such snapshot"));
        } catch (StorageUnavailable e) {
            throw new IOException("storage failed", e);
        }
    }

    @Override
    public void deleteIfUnchanged(String blob, String eTag) {
        effects.write("Staging.deleteIfUnchanged", () -> {
            Blob found = blobs.get(blob);
            if (found != null && eTag.equals(found.eTag) && found.snapshots.isEmpty()) {
                blobs.remove(blob);
            }
        });
    }

    @Override
    public void deleteSnapshot(String blob, String snapshot) {
        effects.write(
                "Staging.deleteSnapshot", () -> contentOf(blob).ifPresent(found -> found.snapshots.remove(snapshot)));
    }

    @Override
    public void delete(String blob) {
        effects.write("Staging.delete", () -> {
            contentOf(blob).ifPresent(found -> dropped.accept(blob));
            blobs.remove(blob);
        });
    }

    /** What the URL's holder does: no call of the port. */
    void lay(String blob, Bytes content) {
        Blob there = blobs.computeIfAbsent(blob, name -> new Blob());
        there.content = content;
        there.eTag = "\"" + ++lastTag + "\"";
        there.modified = clock.instant();
        there.blocks.clear();
    }

    /** As {@link #lay}, one block. */
    void layBlock(String blob, int number, Bytes content) {
        blobs.computeIfAbsent(blob, name -> new Blob()).blocks.put(number, content);
    }

    /** Whether any bytes lie there. */
    boolean holds(String blob) {
        return blobs.containsKey(blob);
    }

    private Optional<Blob> contentOf(String blob) {
        return Optional.ofNullable(blobs.get(blob)).filter(found -> found.content != null);
    }

    private Bytes snapshotOf(String blob, String snapshot) {
        Blob found = blobs.get(blob);
        return found == null ? null : found.snapshots.get(snapshot);
    }
}
