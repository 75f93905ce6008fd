package io.driverelay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Ids;
import io.driverelay.store.StorageUnavailable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreateConnectionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final InMemoryConnections connections = new InMemoryConnections();
    private final InMemoryRefreshTokens vault = new InMemoryRefreshTokens();
    private final InMemorySignIns signIns = new InMemorySignIns();
    private final Secrets secrets = new Secrets();
    private final Ids ids = new Ids(clock);
    private final HomeKeys keys = new HomeKeys(connections, secrets, ids, clock);

    @Test
    void folderIsNamedAfterTheHome_andTheFirstKeyMayOnlySend() {
        var created =
                with(signIns).create(new NewConnection(null, null, "b5bb4d4c1f7a", false, Set.of(), null, null, null));

        assertThat(created.connection().folder().name()).isEqualTo("backups_b5bb4d4c");
        assertThat(created.signIn().url())
                .asString()
                .startsWith("https://relay.example/api/sign-in/start?t=")
                .doesNotContain(created.connection().id());
        assertThat(created.signIn().expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        var caller =
                keys.check(created.connection().id(), Optional.of(created.key().key()));
        assertThat(caller.key().scopes()).isEmpty();
        assertThat(catchThrowableOfType(Refused.class, () -> caller.require(KeyScope.DELETE))
                        .code())
                .isEqualTo(RefusalCode.SCOPE_MISSING);
    }

    @Test
    void folderNameThatOneDriveRefusesIsNamedWithItsCharacter() {
        Refused refused = catchThrowableOfType(
                Refused.class, () -> new NewConnection(null, "back:ups", null, false, Set.of(), null, null, null));

        assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_DESTINATION);
        assertThat(refused).hasMessageContaining(":");
    }

    @Test
    void noConnectionIsLeft_whenItsLinkCannotBeStored() {
        SignIns failing = new FailingSignIns();

        assertThatThrownBy(() ->
                        with(failing).create(new NewConnection("home", null, null, false, Set.of(), null, null, null)))
                .isInstanceOf(StorageUnavailable.class);
        assertThat(connections.list()).isEmpty();
    }

    @Test
    void removedConnectionLeavesNoToken_whenASignInEndedMeanwhile() {
        String id = with(signIns)
                .create(new NewConnection("home", null, null, false, Set.of(), null, null, null))
                .connection()
                .id();
        new RemoveConnection(connections, vault, new InMemoryWebhooks(), new StoringWhenDeleted(id), new Untold())
                .remove(id);

        assertThat(vault.token(id)).isEmpty();
        assertThat(connections.find(id)).isEmpty();
    }

    @Test
    void keyIsRefusedAlike_whateverIsWrongWithIt() {
        var one = with(signIns).create(new NewConnection("one", null, null, false, Set.of(), null, null, null));
        var other = with(signIns).create(new NewConnection("other", null, null, false, Set.of(), null, null, null));
        String id = one.connection().id();
        String key = one.key().key();
        keys.revoke(id, one.key().kept().id());

        String told = refusal(id, Optional.empty());
        assertThat(refusal(id, Optional.of(key))).isEqualTo(told);
        assertThat(refusal(id, Optional.of(other.key().key()))).isEqualTo(told);
        assertThat(refusal("nowhere", Optional.of(other.key().key()))).isEqualTo(told);
    }

    private String refusal(String connectionId, Optional<String> key) {
        Refused refused = catchThrowableOfType(Refused.class, () -> keys.check(connectionId, key));
        assertThat(refused.code()).isEqualTo(RefusalCode.KEY_INVALID);
        return refused.getMessage() + refused.facts();
    }

    private CreateConnection with(SignIns links) {
        var made = new SignInLinks(links, secrets, URI.create("https://relay.example"), Duration.ofHours(24), clock);
        return new CreateConnection(connections, keys, made, new InMemoryWebhooks(), ids, clock);
    }

    /** A sign-in's token reaches the vault after the removal has emptied it. */
    private final class StoringWhenDeleted extends InMemorySignIns {
        private final String removed;

        StoringWhenDeleted(String removed) {
            this.removed = removed;
        }

        @Override
        public void delete(String linkId) {
            vault.store(removed, "late");
        }
    }

    private static final class FailingSignIns extends InMemorySignIns {
        @Override
        public synchronized void put(Link link) {
            throw new StorageUnavailable("sign-ins", null);
        }
    }

    private static final class Untold implements ConnectionListener {
        @Override
        public void signedIn(Connection connection) {
            // not told here
        }

        @Override
        public void signInLapsed(Connection connection) {
            // not told here
        }

        @Override
        public void removed(Connection connection) {
            // not told here
        }
    }
}
