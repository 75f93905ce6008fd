package io.driverelay.upload;

import java.util.List;
import java.util.stream.Stream;

/**
 * The content in staging.
 *
 * @param blob its name, a new random one at each opening
 * @param snapshot what was fixed at the commit, and the only thing read from then on; null before
 * @param sha256Verified whether the snapshot was read once and found to have the declared SHA-256
 * @param former blobs of earlier openings under the same idempotency key, whose URLs may still work: they are deleted with this one
 */
public record Staged(String blob, String snapshot, boolean sha256Verified, List<String> former) {
    public Staged {
        former = former == null ? List.of() : List.copyOf(former);
    }

    public Staged(String blob) {
        this(blob, null, false, List.of());
    }

    /** A new blob; what this one was is remembered. */
    public Staged openedAnew(String newBlob) {
        return new Staged(newBlob, null, false, allBlobs().toList());
    }

    public Staged fixed(String at) {
        return new Staged(blob, at, false, former);
    }

    public Staged verified() {
        return new Staged(blob, snapshot, true, former);
    }

    /** How often its idempotency key has opened it. */
    public int openings() {
        return 1 + former.size();
    }

    public Stream<String> allBlobs() {
        return Stream.concat(Stream.of(blob), former.stream());
    }
}
