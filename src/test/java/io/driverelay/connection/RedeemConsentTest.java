package io.driverelay.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedeemConsentTest {
    private static final String ID = "01KB0000000000000000000000";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    private final InMemoryConnections connections = new InMemoryConnections();
    private final InMemoryRefreshTokens vault = new InMemoryRefreshTokens();
    private final InMemoryPauses pauses = new InMemoryPauses();
    private RuntimeException ofAuthority;
    private RuntimeException ofDrive;
    private int redeemed;
    private final RedeemConsent consent = new RedeemConsent(
            connections,
            new OneAnswer(),
            new LinkDrive(connections, vault, tokens -> new FailingDrive(), new Unheard(), CLOCK),
            pauses,
            CLOCK);

    @BeforeEach
    void connectionThatWasNeverSignedIn() {
        connections.create(MadeConnection.neverSignedIn(ID, CLOCK.instant()));
    }

    /** C11. */
    @Test
    void pauseOfTheDriveIsToldInMinutes_andNobodyIsCalledDuringIt() {
        ofDrive = new DriveFault(DriveFault.Kind.THROTTLED, "429", Duration.ofMinutes(5), null);

        assertThat(signIn().detail()).contains("OneDrive is busy").contains("Try again in 5 minutes");
        assertThat(signIn().detail()).contains("Try again in 5 minutes");
        assertThat(redeemed).isEqualTo(1);
        assertThat(pauses.notBefore(Pauses.ofDrive(ID))).isPresent();
    }

    /** C11, P19. */
    @Test
    void pauseOfTheSignInServiceIsToldInMinutes_andNobodyIsCalledDuringIt() {
        ofAuthority = new AuthorityFault(AuthorityFault.Kind.UNAVAILABLE, "429", Duration.ofSeconds(90), null);

        assertThat(signIn().detail()).contains("sign-in service").contains("Try again in 2 minutes");
        signIn();
        assertThat(redeemed).isEqualTo(1);
    }

    /** P18. */
    @Test
    void vaultThatDeniesIsTheOperatorsToMend() {
        ofAuthority = new StorageUnavailable(StorageUnavailable.Service.VAULT, "secret", null, true);

        assertThat(signIn().outcome()).isEqualTo(SignInOutcome.OPERATOR_MUST_ACT);
        assertThat(signIn().detail()).contains("key vault").doesNotContain("OneDrive cannot");
    }

    /** Fault 15, C17. */
    @Test
    void vaultAndStorageThatFailAreNamed() {
        ofAuthority = new StorageUnavailable(StorageUnavailable.Service.VAULT, "secret", null, false);
        assertThat(signIn().detail()).contains("key vault cannot be reached");
        ofAuthority = new StorageUnavailable("records", null);
        assertThat(signIn().detail()).contains("relay's own storage");
    }

    @Test
    void accountWithoutAOneDriveIsToldSo() {
        ofDrive = new DriveFault(DriveFault.Kind.NOT_FOUND, "404");

        assertThat(signIn().detail()).contains("has no OneDrive, or it is still being set up");
    }

    /** Fault 32. */
    @ParameterizedTest
    @EnumSource(DriveFault.Kind.class)
    void everyFaultEndsInWordsThatSayWhatToDo(DriveFault.Kind kind) {
        ofDrive = new DriveFault(kind, "fault");
        SignIn.Ending ending = signIn();

        assertThat(ending.outcome()).isNotEqualTo(SignInOutcome.CONNECTED);
        assertThat(ending.detail()).containsPattern("open the sign-in link again|Open the sign-in link again|operator");
        assertThat(connections.find(ID).orElseThrow().value().wasEverSignedIn()).isFalse();
    }

    private SignIn.Ending signIn() {
        return consent.redeem(ID, "code", "verifier");
    }

    private final class FailingDrive extends FolderDrive {
        FailingDrive() {
            super("ann");
        }

        @Override
        public DriveAccount account() {
            if (ofDrive != null) {
                throw ofDrive;
            }
            return super.account();
        }
    }

    private final class OneAnswer implements Authority {
        @Override
        public URI consentAddress(String state, String codeVerifier) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tokens redeem(String code, String codeVerifier) {
            redeemed++;
            if (ofAuthority != null) {
                throw ofAuthority;
            }
            return new Tokens("a", Duration.ofHours(1), Optional.of("r"), Set.of("Files.ReadWrite.AppFolder"));
        }

        @Override
        public Tokens refresh(String refreshToken) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Unheard implements ConnectionListener {
        @Override
        public void signedIn(Connection connection) {
            // nobody listens
        }

        @Override
        public void signInLapsed(Connection connection) {
            // nobody listens
        }

        @Override
        public void removed(Connection connection) {
            // nobody listens
        }
    }
}
