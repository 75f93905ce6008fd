package io.driverelay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkDriveTest {
    private static final String ID = "01KB0000000000000000000000";
    private static final String OTHER = "01KB0000000000000000000001";
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final InMemoryConnections connections = new InMemoryConnections();
    private final InMemoryRefreshTokens vault = new InMemoryRefreshTokens();
    private final Map<String, Drive> drives =
            new HashMap<>(Map.of("ann", new FolderDrive("ann"), "bob", new FolderDrive("bob")));
    private final Told told = new Told();
    private final LinkDrive linkDrive =
            new LinkDrive(connections, vault, this::driveOf, told, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void connectionThatWasNeverSignedIn() {
        connections.create(connection(ID));
    }

    @Test
    void connectionIsReadyWithItsTokenAndFolder_whenThePersonConsented() {
        assertThat(signIn("ann")).isEqualTo(SignInOutcome.CONNECTED);

        assertThat(record().isReady()).isTrue();
        assertThat(record().folder().id()).isEqualTo("ann!folder-backups_1");
        assertThat(vault.token(ID)).contains("refresh-ann");
        assertThat(told.signedIn).isEqualTo(1);
    }

    @Test
    void tokenStaysThatOfTheLinkedDrive_whenTwoPersonsSignInAtOnce() {
        vault.beforeStoring(() -> signIn("bob"));
        signIn("ann");

        assertThat(vault.token(ID)).contains("refresh-" + record().drive().id());
    }

    @Test
    void noTokenIsLeftInTheVault_whenTheConnectionIsRemovedMeanwhile() {
        vault.beforeStoring(() -> {
            vault.delete(ID);
            connections.delete(ID);
        });

        assertThat(signIn("ann")).isEqualTo(SignInOutcome.LINK_EXPIRED);
        assertThat(vault.token(ID)).isEmpty();
        assertThat(told.signedIn).isZero();
    }

    @Test
    void tokenOfAnotherDriveNeverReachesTheVault_whenTheConnectionHasADrive() {
        signIn("ann");

        assertThat(signIn("bob")).isEqualTo(SignInOutcome.WRONG_DRIVE);
        assertThat(vault.token(ID)).contains("refresh-ann");
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

    /** P1. */
    @Test
    void driveIsTheSame_whenItsIdComesBackInAnotherSpelling() {
        drives.put("first", new FolderDrive("0abc12"));
        drives.put("again", new FolderDrive("ABC12"));
        signIn("first");

        assertThat(signIn("again")).isEqualTo(SignInOutcome.CONNECTED);
        assertThat(record().drive().id()).isEqualTo("0abc12");
    }

    /** P1. */
    @Test
    void folderHasAConnectionAlready_whenTheDrivesIdComesBackInAnotherSpelling() {
        drives.put("first", new FolderDrive("0abc12"));
        drives.put("again", new FolderDrive("ABC12") {
            @Override
            public Optional<DriveItem> find(String folderId, String path) {
                return Optional.of(driveItem("0abc12!folder-" + path, path, true));
            }
        });
        signIn("first");
        connections.create(connection(OTHER));

        assertThat(link(OTHER, "again").outcome()).isEqualTo(SignInOutcome.ALREADY_CONNECTED);
    }

    /** B7. */
    @Test
    void fileOfTheFoldersNameIsTold_andNothingIsLinked() {
        drives.put("cara", new FolderDrive("cara") {
            @Override
            public Optional<DriveItem> find(String folderId, String path) {
                return Optional.of(driveItem("file", path, false));
            }
        });
        var ending = link(ID, "cara");

        assertThat(ending.outcome()).isEqualTo(SignInOutcome.FOLDER_IN_USE);
        assertThat(ending.detail()).contains("\"backups_1\"").contains("Rename or delete");
        assertThat(record().wasEverSignedIn()).isFalse();
        assertThat(vault.token(ID)).isEmpty();
    }

    /** C5, P10. */
    @Test
    void answerThatNamesNoDriveLinksNothing() {
        drives.put("", new FolderDrive(""));

        assertThatThrownBy(() -> signIn("")).isInstanceOf(DriveFault.class);
        assertThat(record().wasEverSignedIn()).isFalse();
    }

    /** C17. */
    @Test
    void exactlyOneStaysLinked_whenTwoConnectionsSignInToTheSameFolderAtOnce() {
        connections.create(connection(OTHER));
        List<SignInOutcome> other = new ArrayList<>();
        vault.beforeStoring(() -> other.add(link(OTHER, "ann").outcome()));
        SignInOutcome first = signIn("ann");

        assertThat(List.of(first, other.get(0)))
                .containsExactlyInAnyOrder(SignInOutcome.CONNECTED, SignInOutcome.ALREADY_CONNECTED);
        assertThat(connections.list().stream().filter(read -> read.value().isReady()))
                .hasSize(1);
    }

    /** C17. */
    @Test
    void laterOneIsUndone_whenBothWereWrittenBeforeEitherLookedAgain() {
        signIn("ann");
        var earlier = record();
        connections.create(connection(OTHER)
                .linked(
                        earlier.drive(),
                        earlier.folder(),
                        new Connection.LastSignIn(NOW.plusSeconds(1), SignInOutcome.CONNECTED, "")));
        vault.store(OTHER, "refresh-other");
        var onlyOne = new OnlyOne(connections, vault);

        assertThat(onlyOne.settle(connections.find(OTHER).orElseThrow().value()))
                .isFalse();
        assertThat(onlyOne.settle(record())).isTrue();
        var undone = connections.find(OTHER).orElseThrow().value();
        assertThat(undone.wasEverSignedIn()).isFalse();
        assertThat(undone.lastSignIn().outcome()).isEqualTo(SignInOutcome.ALREADY_CONNECTED);
        assertThat(vault.token(OTHER)).isEmpty();
    }

    @Test
    void linkingGivesUp_whenTheRecordKeepsChanging() {
        var contested = new InMemoryConnections() {
            @Override
            public synchronized Versioned<Connection> replace(Versioned<Connection> changed) {
                throw new ChangedMeanwhile("always");
            }
        };
        contested.create(connection(ID));
        var link = new LinkDrive(contested, vault, this::driveOf, told, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThatThrownBy(() -> link.link(ID, granted("ann"))).isInstanceOf(StorageUnavailable.class);
    }

    private SignInOutcome signIn(String person) {
        return link(ID, person).outcome();
    }

    private SignIn.Ending link(String connectionId, String person) {
        return linkDrive.link(connectionId, granted(person));
    }

    private static Authority.Tokens granted(String person) {
        return new Authority.Tokens(
                person, Duration.ofHours(1), Optional.of("refresh-" + person), Set.of("Files.ReadWrite.AppFolder"));
    }

    private static DriveItem driveItem(String id, String name, boolean folder) {
        return new DriveItem(id, "e1", name, 0, null, null, null, null, null, null, folder);
    }

    /** Each would have the same folder. */
    private static Connection connection(String id) {
        return MadeConnection.neverSignedIn(id, NOW).withFolder(new Connection.Folder("backups_1", null, null, null));
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
