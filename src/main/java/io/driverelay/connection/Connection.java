package io.driverelay.connection;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One person's linked OneDrive for one home.
 *
 * @param instanceId Home Assistant's own id of the home; null when none was given
 * @param drive null until the first sign-in
 * @param signInRequired whether only the person can go on
 * @param lapsedAt since when; null where it is not, before the first sign-in, and where an older version noted none
 * @param lastSignIn how the last consent ended; null before the first
 * @param retention null: every backup is kept
 * @param webhook as it may be shown; null where the home is not called
 * @param watch null: the operator's threshold is the home's
 * @param revokedKeys ids of the keys that were revoked last, the latest last; none where an older version wrote it
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
        Instant lapsedAt,
        LastSignIn lastSignIn,
        List<HomeKey> keys,
        SignInDoubt doubt,
        Retention retention,
        String webhook,
        BackupWatch watch,
        List<String> revokedKeys) {

    /** Of whatever was revoked before them, nobody knows that it ever was a key. */
    private static final int REMEMBERED = 100;

    public Connection {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(folder, "folder");
        keys = List.copyOf(keys);
        revokedKeys = List.copyOf(revokedKeys == null ? List.of() : revokedKeys);
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

    /** Only the person can go on, since then or since before: there is no doubt any more. */
    public Connection lapsed(Instant at) {
        return with(draft -> {
            draft.lapsedAt = signInRequired ? lapsedAt : at;
            draft.signInRequired = true;
            draft.doubt = null;
        });
    }

    public Connection withLastSignIn(LastSignIn last) {
        return with(draft -> draft.lastSignIn = last);
    }

    Connection withWebhook(String shownOrNull) {
        return with(draft -> draft.webhook = shownOrNull);
    }

    Connection withWatch(BackupWatch watchOrNull) {
        return with(draft -> draft.watch = watchOrNull);
    }

    Connection changed(String newName, boolean permanently, Retention kept) {
        return with(draft -> {
            draft.name = newName;
            draft.deletePermanently = permanently;
            draft.retention = kept;
        });
    }

    public Connection withFolder(Folder found) {
        return with(draft -> draft.folder = found);
    }

    Connection withDoubt(SignInDoubt doubtOrNull) {
        return with(draft -> draft.doubt = doubtOrNull);
    }

    /** Linked to a drive, by a sign-in that ended well. */
    public Connection linked(LinkedDrive to, Folder in, LastSignIn signIn) {
        return with(draft -> {
            draft.drive = to;
            draft.folder = in;
            draft.signInRequired = false;
            draft.lapsedAt = null;
            draft.lastSignIn = signIn;
            draft.doubt = null;
        });
    }

    /** As before its first sign-in. */
    Connection unlinked(LastSignIn signIn) {
        return with(draft -> {
            draft.drive = null;
            draft.folder = new Folder(folder.name(), null, null, null);
            draft.signInRequired = true;
            draft.lapsedAt = null;
            draft.lastSignIn = signIn;
            draft.doubt = null;
        });
    }

    public Connection withKey(HomeKey key) {
        return withKeys(Stream.concat(keys.stream(), Stream.of(key)).toList());
    }

    public Connection withoutKey(String keyId) {
        return without(key -> key.id().equals(keyId));
    }

    public boolean hasKey(String keyId) {
        return keys.stream().anyMatch(key -> key.id().equals(keyId));
    }

    public Connection withoutKeys() {
        return without(key -> true);
    }

    private Connection without(Predicate<HomeKey> gone) {
        List<String> revoked = Stream.concat(
                        revokedKeys.stream(), keys.stream().filter(gone).map(HomeKey::id))
                .toList();
        return with(draft -> {
            draft.keys = keys.stream().filter(gone.negate()).toList();
            draft.revokedKeys = revoked.subList(Math.max(0, revoked.size() - REMEMBERED), revoked.size());
        });
    }

    private Connection withKeys(List<HomeKey> changed) {
        return with(draft -> draft.keys = changed);
    }

    private Connection with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.connection();
    }

    /** What of a connection may change, while it does. */
    private static final class Draft {
        private final Connection from;
        private String name;
        private boolean deletePermanently;
        private Folder folder;
        private LinkedDrive drive;
        private boolean signInRequired;
        private Instant lapsedAt;
        private LastSignIn lastSignIn;
        private List<HomeKey> keys;
        private SignInDoubt doubt;
        private Retention retention;
        private String webhook;
        private BackupWatch watch;
        private List<String> revokedKeys;

        Draft(Connection from) {
            this.from = from;
            this.name = from.name;
            this.deletePermanently = from.deletePermanently;
            this.folder = from.folder;
            this.drive = from.drive;
            this.signInRequired = from.signInRequired;
            this.lapsedAt = from.lapsedAt;
            this.lastSignIn = from.lastSignIn;
            this.keys = from.keys;
            this.doubt = from.doubt;
            this.retention = from.retention;
            this.webhook = from.webhook;
            this.watch = from.watch;
            this.revokedKeys = from.revokedKeys;
        }

        Connection connection() {
            return new Connection(
                    from.id,
                    name,
                    from.instanceId,
                    deletePermanently,
                    from.createdAt,
                    folder,
                    drive,
                    signInRequired,
                    lapsedAt,
                    lastSignIn,
                    keys,
                    doubt,
                    retention,
                    webhook,
                    watch,
                    revokedKeys);
        }
    }
}
