package io.driverelay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final String ID = "01KB0000000000000000000000";
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final InMemoryConnections connections = new InMemoryConnections();
    private final InMemoryRefreshTokens vault = new InMemoryRefreshTokens(new MovedClock());
    private final List<String> refreshedWith = new ArrayList<>();
    private final List<String> lapsed = new ArrayList<>();
    private Instant now = START;
    private Runnable meanwhile = () -> {};
    private final InMemoryPauses pauses = new InMemoryPauses();
    private final AccessTokens tokens =
            new AccessTokens(connections, vault, new RotatingAuthority(), pauses, new Lapses(), new MovedClock());

    @BeforeEach
    void connectionThatIsReady() {
        connections.create(MadeConnection.signedIn(ID, START, 1));
        vault.store(ID, "r0");
        vault.disableOlder(ID);
    }

    @Test
    void tokenIsKeptUntilFiveMinutesBeforeItsEnd_andTheRotatedOneIsUsedNext() {
        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
        now = START.plus(Duration.ofMinutes(54));
        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
        now = START.plus(Duration.ofMinutes(55));

        assertThat(tokens.of(ID).current()).isEqualTo("access-r0+");
        assertThat(refreshedWith).containsExactly("r0", "r0+");
    }

    /** Fault 13. */
    @Test
    void refusedTokenIsRenewedOnce_whenTwoCallsWereRefusedWithIt() {
        String refused = tokens.of(ID).current();
        String renewed = tokens.of(ID).renewed(refused);

        assertThat(tokens.of(ID).renewed(refused)).isEqualTo(renewed).isNotEqualTo(refused);
        assertThat(refreshedWith).hasSize(2);
    }

    /** Fault 14, P4. */
    @Test
    void signInIsRequired_whenTheAuthorityRefusesItForMinutes_andItIsNotAskedAgain() {
        meanwhile = refusal(AuthorityFault.Kind.SIGN_IN_REQUIRED);

        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_SERVICE);
        assertThat(record().isReady()).isTrue();
        now = now.plusSeconds(60);
        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_SERVICE);
        now = now.plusSeconds(60);
        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_REQUIRED);
        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_REQUIRED);
        assertThat(record().signInRequired()).isTrue();
        assertThat(lapsed).containsExactly(ID);
        assertThat(record().lapsedAt()).isEqualTo(now);
        assertThat(record().lapsed(now.plusSeconds(9)).lapsedAt()).isEqualTo(now);
        assertThat(signedIn(record()).lapsedAt()).isNull();
        assertThat(refreshedWith).hasSize(3);
    }

    /** P4. */
    @Test
    void oneRefusalThatTheNextTryDoesNotSeeEndsNothing_andIsForgotten() {
        meanwhile = refusal(AuthorityFault.Kind.SIGN_IN_REQUIRED);
        fault();
        now = now.plusSeconds(60);
        fault();
        meanwhile = () -> {};
        now = now.plusSeconds(60);

        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
        assertThat(record().doubt()).isNull();
        assertThat(record().isReady()).isTrue();
    }

    @Test
    void manyTurnsAtOnceAskOnceAMinute_whileARefusalIsInDoubt() {
        meanwhile = refusal(AuthorityFault.Kind.SIGN_IN_REQUIRED);
        for (int turn = 0; turn < 20; turn++) {
            assertThat(faultOf(anotherInstance()).retryAfter()).isPresent();
        }

        assertThat(refreshedWith).hasSize(1);
        assertThat(record().isReady()).isTrue();
    }

    @Test
    void signInLapsesAtOnce_whenTheVaultHoldsNoTokenAtAll() {
        vault.delete(ID);

        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_REQUIRED);
        assertThat(record().signInRequired()).isTrue();
    }

    /** P19, C11. */
    @Test
    void authorityIsNotCalledBeforeItsTime_byAnyInstance() {
        meanwhile = () -> {
            throw new AuthorityFault(AuthorityFault.Kind.UNAVAILABLE, "429", Duration.ofMinutes(2), null);
        };
        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_SERVICE);
        now = now.plusSeconds(119);
        assertThat(faultOf(tokens).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(faultOf(anotherInstance()).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(refreshedWith).hasSize(1);

        meanwhile = () -> {};
        now = now.plusSeconds(1);
        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
    }

    @Test
    void pauseIsObeyed_evenWhereStorageCannotKeepIt() {
        pauses.fail();
        meanwhile = () -> {
            throw new AuthorityFault(AuthorityFault.Kind.UNAVAILABLE, "429", Duration.ofMinutes(2), null);
        };
        fault();

        assertThat(faultOf(tokens).retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(refreshedWith).hasSize(1);
    }

    /** B4, P20. */
    @Test
    void anOddRetryAfterStopsNobodyForLongerThanAnHour() {
        meanwhile = () -> {
            throw new AuthorityFault(AuthorityFault.Kind.UNAVAILABLE, "429", Duration.ofDays(30), null);
        };
        fault();
        meanwhile = () -> {};
        now = now.plus(Duration.ofHours(1));

        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
    }

    /** Fault 15. */
    @Test
    void vaultIsNamed_andLeftAloneForAllConnections_whenItAsksForIt() {
        vault.failing(
                new StorageUnavailable(StorageUnavailable.Service.VAULT, "secret", Duration.ofSeconds(30), false));
        assertThat(fault()).isEqualTo(DriveFault.Kind.VAULT);
        vault.failing(null);
        now = now.plusSeconds(29);
        assertThat(fault()).isEqualTo(DriveFault.Kind.VAULT);
        assertThat(pauses.notBefore(Pauses.VAULT)).isPresent();
        now = now.plusSeconds(1);

        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
    }

    /** P18. */
    @Test
    void vaultThatDeniesIsTheOperatorsToMend_andNoLapse() {
        vault.failing(new StorageUnavailable(StorageUnavailable.Service.VAULT, "secret", null, true));
        assertThat(fault()).isEqualTo(DriveFault.Kind.VAULT_DENIED);
        vault.failing(null);
        meanwhile = () -> {
            throw new StorageUnavailable(StorageUnavailable.Service.VAULT, "client secret", null, true);
        };
        assertThat(fault()).isEqualTo(DriveFault.Kind.VAULT_DENIED);

        assertThat(record().isReady()).isTrue();
    }

    /** C17. */
    @Test
    void recordsAreNamed_whenTheyCannotBeRead() {
        Connections failing = new InMemoryConnections() {
            @Override
            public synchronized Optional<Versioned<Connection>> find(String connectionId) {
                throw new StorageUnavailable("connection", null);
            }
        };
        var unread = new AccessTokens(failing, vault, new RotatingAuthority(), pauses, new Lapses(), new MovedClock());

        assertThat(faultOf(unread).kind()).isEqualTo(DriveFault.Kind.RECORDS);
    }

    /** Fault 15. */
    @Test
    void tokenIsUsedToItsEnd_whileItCannotBeRenewed() {
        tokens.of(ID).current();
        vault.failing(new StorageUnavailable(StorageUnavailable.Service.VAULT, "secret", null, false));
        now = START.plus(Duration.ofMinutes(58));
        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
        now = START.plus(Duration.ofMinutes(60));
        assertThat(fault()).isEqualTo(DriveFault.Kind.VAULT);
    }

    /** Fault 27. */
    @Test
    void signInThatCameMeanwhileStands_whenTheOldTokenIsRefused() {
        meanwhile = () -> {
            meanwhile = () -> {};
            vault.store(ID, "new");
            change(AccessTokensTest::signedIn);
            refusal(AuthorityFault.Kind.SIGN_IN_REQUIRED).run();
        };

        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_SERVICE);
        assertThat(record().isReady()).isTrue();
        assertThat(lapsed).isEmpty();
        assertThat(tokens.of(ID).current()).isEqualTo("access-new");
    }

    @Test
    void listedConnectionIsNotRead_unlessItIsRefused_andLapsesAllTheSame() {
        int reads = connections.reads();
        assertThat(tokens.of(listed()).current()).isEqualTo("access-r0");
        assertThat(connections.reads()).isEqualTo(reads);

        meanwhile = refusal(AuthorityFault.Kind.SIGN_IN_REQUIRED);
        for (int n = 0; n < 3; n++) {
            now = now.plus(Duration.ofHours(2));
            assertThatThrownBy(() -> tokens.of(listed()).current()).isInstanceOf(DriveFault.class);
        }
        assertThat(lapsed).hasSize(1);
    }

    @Test
    void signInThatCameSinceTheListingStands() {
        ConnectionMark old = listed();
        change(AccessTokensTest::signedIn);
        meanwhile = refusal(AuthorityFault.Kind.SIGN_IN_REQUIRED);

        assertThatThrownBy(() -> tokens.of(old).current()).isInstanceOf(DriveFault.class);
        assertThat(record().doubt()).isNull();
        assertThat(record().isReady()).isTrue();
    }

    private ConnectionMark listed() {
        List<ConnectionMark> marks = new ArrayList<>();
        connections.visit(marks::add, unreadable -> {});
        return marks.get(0);
    }

    @Test
    void outageAndBrokenRegistrationLeaveTheSignInAsItIs() {
        meanwhile = refusal(AuthorityFault.Kind.UNAVAILABLE);
        assertThat(fault()).isEqualTo(DriveFault.Kind.SIGN_IN_SERVICE);
        meanwhile = refusal(AuthorityFault.Kind.OPERATOR_MUST_ACT);
        assertThat(fault()).isEqualTo(DriveFault.Kind.OPERATOR_MUST_ACT);

        assertThat(record().isReady()).isTrue();
    }

    /** Fault 16. */
    @Test
    void oldTokenWorksOn_whenTheRotatedOneCannotBeStored() {
        vault.beforeStoring(() -> {
            throw new StorageUnavailable("vault", null);
        });

        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
        assertThat(vault.token(ID)).contains("r0");
    }

    @Test
    void noTokenIsLeftInTheVault_whenTheConnectionIsRemovedDuringARefresh() {
        meanwhile = () -> {
            vault.delete(ID);
            connections.delete(ID);
        };
        tokens.of(ID).current();

        assertThat(vault.token(ID)).isEmpty();
    }

    /** M5. */
    @Test
    void rotatedTokenIsStoredOnlyAWeekAfterTheLast_andOlderOnesAreDisabledThen() {
        for (int hour = 0; hour < 8 * 24; hour++) {
            tokens.of(ID).current();
            now = now.plus(Duration.ofHours(1));
        }

        assertThat(vault.written()).hasSize(2).startsWith("r0");
        assertThat(refreshedWith).hasSizeGreaterThan(8 * 24 - 10).doesNotHaveDuplicates();
        assertThat(vault.hasOlderEnabled(ID)).isFalse();
        assertThat(vault.find(ID).orElseThrow().expiresAt()).isAfter(now.plus(Duration.ofDays(82)));
    }

    /** M5. */
    @Test
    void instanceThatBeginsAnewEachTimeStoresNoMoreThanThat() {
        for (int hour = 0; hour < 8 * 24; hour++) {
            anotherInstance().of(ID).current();
            now = now.plus(Duration.ofHours(1));
        }

        assertThat(vault.written()).hasSize(2);
    }

    /** M5. */
    @Test
    void tokenThatAnEarlierVersionStoredWithoutAnEndIsStoredAnew() {
        vault.storeWithoutTimes(ID, "r0");
        tokens.of(ID).current();

        assertThat(vault.token(ID)).contains("r0+");
        assertThat(vault.find(ID).orElseThrow().expiresAt()).isNotNull();
    }

    /** M5. */
    @Test
    void olderTokensAreDisabledByTheNextRefresh_whenItFailed() {
        now = now.plus(Duration.ofDays(8));
        vault.beforeDisabling(() -> {
            throw new StorageUnavailable(StorageUnavailable.Service.VAULT, "vault", null, false);
        });
        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
        assertThat(vault.hasOlderEnabled(ID)).isTrue();
        now = now.plus(Duration.ofHours(1));
        anotherInstance().of(ID).current();

        assertThat(vault.hasOlderEnabled(ID)).isFalse();
        assertThat(vault.token(ID)).contains("r0+");
    }

    /** M5, fault 16. */
    @Test
    void rotatedTokenThatCannotBeStoredIsUsedNext_andStoredByTheNextRefresh() {
        now = now.plus(Duration.ofDays(8));
        vault.beforeStoring(() -> {
            throw new StorageUnavailable("vault", null);
        });
        tokens.of(ID).current();
        now = now.plus(Duration.ofHours(1));

        assertThat(tokens.of(ID).current()).isEqualTo("access-r0+");
        assertThat(vault.token(ID)).contains("r0++");
    }

    /** M5. */
    @Test
    void storedTokenCountsAgain_whenANewerOneThatWasNotStoredIsRefused() {
        tokens.of(ID).current();
        now = now.plus(Duration.ofHours(1));
        meanwhile = refusal(AuthorityFault.Kind.SIGN_IN_REQUIRED);
        fault();
        meanwhile = () -> {};
        now = now.plusSeconds(60);

        assertThat(tokens.of(ID).current()).isEqualTo("access-r0");
        assertThat(refreshedWith).containsExactly("r0", "r0+", "r0");
    }

    /** M5. */
    @Test
    void signInsTokenCounts_whateverWasNewestBefore() {
        tokens.of(ID).current();
        vault.store(ID, "new");
        now = now.plus(Duration.ofHours(1));

        assertThat(tokens.of(ID).current()).isEqualTo("access-new");
    }

    private DriveFault.Kind fault() {
        return faultOf(tokens).kind();
    }

    private static DriveFault faultOf(AccessTokens instance) {
        return catchThrowableOfType(DriveFault.class, () -> instance.of(ID).current());
    }

    private AccessTokens anotherInstance() {
        return new AccessTokens(connections, vault, new RotatingAuthority(), pauses, new Lapses(), new MovedClock());
    }

    private Connection record() {
        return connections.find(ID).orElseThrow().value();
    }

    private void change(UnaryOperator<Connection> how) {
        connections.replace(connections.find(ID).orElseThrow().with(how));
    }

    private static Connection signedIn(Connection connection) {
        return connection.linked(connection.drive(), connection.folder(), connection.lastSignIn());
    }

    private static Runnable refusal(AuthorityFault.Kind kind) {
        return () -> {
            throw new AuthorityFault(kind, "refused", null, null);
        };
    }

    /** Gives an access token named after the refresh token, and that with a plus as the next. */
    private final class RotatingAuthority implements Authority {
        @Override
        public URI consentAddress(String state, String codeVerifier) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tokens redeem(String code, String codeVerifier) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tokens refresh(String refreshToken) {
            refreshedWith.add(refreshToken);
            meanwhile.run();
            return new Tokens("access-" + refreshToken, Duration.ofHours(1), Optional.of(refreshToken + "+"), Set.of());
        }
    }

    private final class Lapses implements ConnectionListener {
        @Override
        public void signedIn(Connection connection) {
            throw new AssertionError("nobody signed in");
        }

        @Override
        public void signInLapsed(Connection connection) {
            lapsed.add(connection.id());
        }

        @Override
        public void removed(Connection connection) {
            throw new AssertionError("nothing was removed");
        }
    }

    private final class MovedClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
