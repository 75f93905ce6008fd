package io.driverelay.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.Drive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkDriveTest {
    private static final String ID = "01KB0000000000000000000000";
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final InMemoryConnections connections = new InMemoryConnections();
    private final InMemoryRefreshTokens vault = new InMemoryRefreshTokens();
    private final Map<String, Drive> drives = Map.of("ann", new FolderDrive("ann"), "bob", new FolderDrive("bob"));
    private final Told told = new Told();
    private final LinkDrive linkDrive =
            new LinkDrive(connections, vault, this::driveOf, told, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void connectionThatWasNeverSignedIn() {
        connections.create(new Connection(
                ID,
                "home",
                null,
                false,
                NOW,
                new Connection.Folder("backups_1", null, null, null),
                null,
                true,
                null,
                List.of()));
    }

    @Test
    void connectionIsReadyWithItsTokenAndFolder_whenThePersonConsented() {
        assertThat(signIn("ann")).isEqualTo(SignInOutcome.CONNECTED);

        assertThat(record().isReady()).isTrue();
        assertThat(record().folder().id()).isEqualTo("ann!folder-backups_1");
        assertThat(vault.find(ID)).contains("refresh-ann");
        assertThat(told.signedIn).isEqualTo(1);
    }

    @Test
    void tokenStaysThatOfTheLinkedDrive_whenTwoPersonsSignInAtOnce() {
        vault.beforeStoring(() -> signIn("bob"));
        signIn("ann");

        assertThat(vault.find(ID)).contains("refresh-" + record().drive().id());
    }

    @Test
    void noTokenIsLeftInTheVault_whenTheConnectionIsRemovedMeanwhile() {
        vault.beforeStoring(() -> {
            vault.delete(ID);
            connections.delete(ID);
        });

        assertThat(signIn("ann")).isEqualTo(SignInOutcome.LINK_EXPIRED);
        assertThat(vault.find(ID)).isEmpty();
        assertThat(told.signedIn).isZero();
    }

    @Test
    void tokenOfAnotherDriveNeverReachesTheVault_whenTheConnectionHasADrive() {
        signIn("ann");

        assertThat(signIn("bob")).isEqualTo(SignInOutcome.WRONG_DRIVE);
        assertThat(vault.find(ID)).contains("refresh-ann");
    }

    @Test
    void consentWithoutARefreshTokenIsIncomplete() {
        var ending = linkDrive.link(
                ID,
                new Authority.Tokens(
                        "ann", Duration.ofHours(1), Optional.empty(), Set.of("Files.ReadWrite.AppFolder")));

        assertThat(ending.outcome()).isEqualTo(SignInOutcome.CONSENT_INCOMPLETE);
        assertThat(record().wasEverSignedIn()).isFalse();
    }

    private SignInOutcome signIn(String person) {
        return linkDrive
                .link(
                        ID,
                        new Authority.Tokens(
                                person,
                                Duration.ofHours(1),
                                Optional.of("refresh-" + person),
                                Set.of("Files.ReadWrite.AppFolder")))
                .outcome();
    }

    private Drive driveOf(BearerTokens tokens) {
        return drives.get(tokens.current());
    }

    private Connection record() {
        return connections.find(ID).orElseThrow().value();
    }

    private static final class Told implements ConnectionListener {
        private int signedIn;

        @Override
        public void signedIn(Connection connection) {
            signedIn++;
        }

        @Override
        public void signInLapsed(Connection connection) {
            throw new AssertionError("nothing lapsed");
        }

        @Override
        public void removed(Connection connection) {
            throw new AssertionError("nothing was removed here");
        }
    }
}
