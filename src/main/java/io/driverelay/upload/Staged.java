package io.driverelay.upload;

/**
 * The content in staging.
 *
 * @param blob its name, a new random one at each opening
 * @param snapshot what was fixed at the commit, and the only thing read from then on; null before
 * @param sha256Verified whether the snapshot was read once and found to have the declared SHA-256
 */
public record Staged(String blob, String snapshot, boolean sha256Verified) {
    public Staged fixed(String at) {
        return new Staged(blob, at, false);
    }

    public Staged verified() {
        return new Staged(blob, snapshot, true);
    }
}
