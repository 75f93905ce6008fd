package io.driverelay.connection;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One person's linked OneDrive for one home.
 *
 * @param instanceId Home Assistant's own id of the home; null when none was given
 * @param drive null until the first sign-in
 * @param signInRequired whether only the person can go on
 * @param lastSignIn how the last consent ended; null before the first
 * @param doubt whether the authority has begun to refuse the sign-in; null when not
 */
public record Connection(
        String id,
        String name,
        String instanceId,
        boolean deletePermanently,
        Instant createdAt,
        Folder folder,
        LinkedDrive drive,
        boolean signInRequired,
        LastSignIn lastSignIn,
        List<HomeKey> keys,
        SignInDoubt doubt) {

    public Connection {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(folder, "folder");
        keys = List.copyOf(keys);
    }

    /** The home's folder in the app folder: the id is the truth, the name a label. Id, path and webUrl are null until the first sign-in. */
    public record Folder(String name, String id, String path, String webUrl) {}

    /** The drive that was linked at the first sign-in; {@code owner} may be null. */
    public record LinkedDrive(String id, String type, String owner, String webUrl) {}

    public record LastSignIn(Instant at, SignInOutcome outcome, String detail) {}

    /**
     * What its folder on the drive is marked with: the id that Home Assistant's own integration marked its folders with until 2026.6, so
     * that neither gets in the other's way; without one, the connection's own.
     */
    public String marker() {
        return instanceId != null ? instanceId : "Drive Relay " + id;
    }

    /** A connection that was never signed in has no drive to send to. */
    public boolean wasEverSignedIn() {
        return drive != null;
    }

    public boolean isReady() {
        return drive != null && !signInRequired;
    }

    /** Lapsed, or signed in again: there is no doubt any more. */
    public Connection withSignInRequired(boolean required) {
        return new Connection(
                id, name, instanceId, deletePermanently, createdAt, folder, drive, required, lastSignIn, keys, null);
    }

    public Connection withLastSignIn(LastSignIn last) {
        return new Connection(
                id, name, instanceId, deletePermanently, createdAt, folder, drive, signInRequired, last, keys, doubt);
    }

    Connection changed(String newName, boolean permanently) {
        return new Connection(
                id,
                newName,
                instanceId,
                permanently,
                createdAt,
                folder,
                drive,
                signInRequired,
                lastSignIn,
                keys,
                doubt);
    }

    public Connection withFolder(Folder found) {
        return new Connection(
                id,
                name,
                instanceId,
                deletePermanently,
                createdAt,
                found,
                drive,
                signInRequired,
                lastSignIn,
                keys,
                doubt);
    }

    Connection withDoubt(SignInDoubt doubtOrNull) {
        return new Connection(
                id,
                name,
                instanceId,
                deletePermanently,
                createdAt,
                folder,
                drive,
                signInRequired,
                lastSignIn,
                keys,
                doubtOrNull);
    }

    /** Linked to a drive, by a sign-in that ended well. */
    public Connection linked(LinkedDrive to, Folder in, LastSignIn signIn) {
        return new Connection(id, name, instanceId, deletePermanently, createdAt, in, to, false, signIn, keys, null);
    }

    /** As before its first sign-in. */
    Connection unlinked(LastSignIn signIn) {
        var label = new Folder(folder.name(), null, null, null);
        return new Connection(
                id, name, instanceId, deletePermanently, createdAt, label, null, true, signIn, keys, null);
    }

    public Connection withKey(HomeKey key) {
        return withKeys(Stream.concat(keys.stream(), Stream.of(key)).toList());
    }

    public Connection withoutKey(String keyId) {
        return withKeys(keys.stream()
                .filter(Predicate.not(key -> key.id().equals(keyId)))
                .toList());
    }

    public boolean hasKey(String keyId) {
        return keys.stream().anyMatch(key -> key.id().equals(keyId));
    }

    public Connection withoutKeys() {
        return withKeys(List.of());
    }

    private Connection withKeys(List<HomeKey> changed) {
        return new Connection(
                id,
                name,
                instanceId,
                deletePermanently,
                createdAt,
                folder,
                drive,
                signInRequired,
                lastSignIn,
                changed,
                doubt);
    }
}
