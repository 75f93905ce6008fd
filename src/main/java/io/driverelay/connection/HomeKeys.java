package io.driverelay.connection;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Ids;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Makes, lists, revokes and checks the keys of homes. */
public final class HomeKeys {
    private static final EventLog EVENTS = new EventLog();

    private final Connections connections;
    private final Secrets secrets;
    private final Ids ids;
    private final Clock clock;
    private final RefusedKeys refusedKeys;

    public HomeKeys(Connections connections, Secrets secrets, Ids ids, Clock clock) {
        this.connections = connections;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
        this.refusedKeys = new RefusedKeys(clock);
    }

    /** A key that was just made: {@code key} is shown once and not kept. */
    public record NewKey(HomeKey kept, String key) {
        @Override
        public String toString() {
            return "NewKey[" + kept.id() + "]";
        }
    }

    /** Who calls: the connection, and the key it was proven with. */
    public record Caller(Connection connection, HomeKey key) {
        public void require(KeyScope scope) {
            if (!key.scopes().contains(scope)) {
                String label = scope.name().toLowerCase(java.util.Locale.ROOT);
                throw new Refused(
                                RefusalCode.SCOPE_MISSING,
                                "This call needs a home key with the scope \"" + label + "\".")
                        .with("scope", label);
            }
        }
    }

    /**
     * Makes a key; nothing is stored yet.
     *
     * @param name may be null
     * @param validFor null for ever
     */
    NewKey make(String name, Set<KeyScope> scopes, Duration validFor) {
        String key = secrets.next();
        Instant now = clock.instant();
        Instant expires = validFor == null ? null : now.plus(validFor);
        return new NewKey(new HomeKey(ids.next(), name, Secrets.sha256(key), scopes, now, expires), key);
    }

    public NewKey create(String connectionId, String name, Set<KeyScope> scopes, Duration validFor) {
        NewKey made = make(name, scopes, validFor);
        WriteRace.decide(
                "connection " + connectionId,
                () -> connections.replace(find(connectionId).with(connection -> connection.withKey(made.kept()))));
        EVENTS.write(
                Event.KEY_MADE.of(connectionId).with(Text.KEY_ID, made.kept().id()));
        return made;
    }

    public List<HomeKey> list(String connectionId) {
        return find(connectionId).value().keys();
    }

    /**
     * At once; revoked already is fine.
     *
     * @throws Refused {@code unknown-key} for an id that is none of its keys', nor of the last hundred that were revoked: whoever mistypes one in
     *     a hurry must not take the key for revoked
     */
    public void revoke(String connectionId, String keyId) {
        revoke(connectionId, keyId, () -> false);
    }

    /**
     * The same, but that another may know of an id that was a key's.
     *
     * @param wasOne asked where nothing here tells it
     */
    public void revoke(String connectionId, String keyId, BooleanSupplier wasOne) {
        boolean revoked = WriteRace.decide("connection " + connectionId, () -> {
            Versioned<Connection> read = find(connectionId);
            boolean there = read.value().hasKey(keyId);
            if (!there && !read.value().revokedKeys().contains(keyId) && !wasOne.getAsBoolean()) {
                throw new Refused(
                        RefusalCode.UNKNOWN_KEY,
                        "This connection has no key of that id, so nothing was revoked. GET /api/connections/{id}/keys lists them.");
            }
            if (there) {
                connections.replace(read.with(connection -> connection.withoutKey(keyId)));
            }
            return there;
        });
        if (revoked) {
            EVENTS.write(Event.KEY_REVOKED.of(connectionId).with(Text.KEY_ID, keyId));
        }
    }

    /** Missing, unknown, expired and another connection's are told alike. */
    public Caller check(String connectionId, Optional<String> presented) {
        String hash = Secrets.sha256(presented.orElse(""));
        Optional<Connection> connection =
                Ids.isId(connectionId) ? connections.find(connectionId).map(Versioned::value) : Optional.empty();
        Optional<HomeKey> own = connection.flatMap(found -> found.keys().stream()
                .filter(key -> Secrets.same(key.sha256(), hash))
                .findFirst());
        return own.filter(key -> key.isValidAt(clock.instant()))
                .map(key -> new Caller(connection.get(), key))
                .orElseThrow(() -> refused(connectionId, connection, own));
    }

    private Refused refused(String connectionId, Optional<Connection> connection, Optional<HomeKey> expired) {
        connection.ifPresentOrElse(
                found -> refusedKeys.ofConnection(found.id(), expired.orElse(null)),
                () -> refusedKeys.ofNoConnection(connectionId));
        return new Refused(
                RefusalCode.KEY_INVALID,
                "The header x-home-key must hold a valid key of this connection. Its operator can make a new one.");
    }

    private Versioned<Connection> find(String connectionId) {
        return GetConnection.orRefuse(connections, connectionId);
    }
}
