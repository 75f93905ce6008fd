package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.HomeKey;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.NewConnection;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.intake.Opened;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M2: what a home key without the scope "delete" may not do, by whatever name it finds for a backup; and what one home may not do to another. */
class ScopesTest extends FaultyWorld {
    private static final byte[] GENUINE = bytes(5_000, 1);
    private static final byte[] FORGED = bytes(5_000, 2);

    @Test
    void fileDoesNotReachAnotherConnectionsBackups_underTheFolderNameThatOneChose() {
        connectHomeB();
        Upload genuine = backup("b.tar", GENUINE, Conflict.FAIL, "{\"backup_id\":\"b\"}");
        home.serveUntilQuiet(LONG);
        assertDelivered(genuine);
        moveToAnotherHomeOfTheSameDrive();
        for (String path : List.of("HomeB/b.tar", "HomeB/b.metadata.json")) {
            Upload withTheScope = file(path, FORGED, Conflict.REPLACE);
            home.serveUntilQuiet(LONG);
            assertThat(assertFailed(withTheScope, Reason.NAME_TAKEN).standing().detail())
                    .contains("another home's backups");
        }
        takeScopesAway();

        for (String path : List.of("HomeB/b.tar", "homeb/B.TAR", "HomeB/another.bin")) {
            Upload upload = file(path, FORGED, Conflict.REPLACE);
            home.serveUntilQuiet(LONG);
            assertFailed(upload, Reason.NAME_TAKEN);
        }

        assertThat(home.onDrive("HomeB/b.tar")).isEqualTo(GENUINE);
        assertThat(home.account().namesIn("HomeB")).containsExactlyInAnyOrder("b.tar", "b.metadata.json");
    }

    @Test
    void fileDoesNotReachBackupsWhoseFolderWasRenamed() {
        String folder = withOwnBackup();
        home.account().move(folder, "Pictures");
        takeScopesAway();

        assertRefused("Pictures/b.tar", "pictures/new.bin");

        assertThat(home.onDrive("Pictures/b.tar")).isEqualTo(GENUINE);
    }

    @Test
    void fileDoesNotReachBackupsWhoseFolderWasMoved() {
        String folder = withOwnBackup();
        makeFolder("Archive");
        home.account().move(folder, "Archive/" + folder);
        takeScopesAway();

        assertRefused("Archive/" + folder + "/b.tar", "ARCHIVE/" + folder.toUpperCase(java.util.Locale.ROOT) + "/x");

        assertThat(home.onDrive("Archive/" + folder + "/b.tar")).isEqualTo(GENUINE);
    }

    /** Home Assistant's own integration uses the same app folder, and its folder is in no record of ours. */
    @Test
    void fileDoesNotReplaceABackupOfHomeAssistantsOwn_whereverItsFolderLies() {
        String folder = withOwnBackup();
        makeFolder("Moved");
        home.account().move(folder + "/b.tar", "Moved/b.tar");
        home.account().move(folder + "/b.metadata.json", "Moved/b.metadata.json");
        takeScopesAway();

        assertRefused("Moved/b.tar", "Moved/B.Tar");

        Upload other = file("Moved/c.tar", FORGED, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertDelivered(other);
        assertThat(home.onDrive("Moved/b.tar")).isEqualTo(GENUINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Moved/b.metadata.json", "b.METADATA.json", "a/b/c.metadata.JSON"})
    void fileThatDescribesABackupIsRefusedAtTheOpening(String path) {
        takeScopesAway();

        assertThatThrownBy(() -> file(path, FORGED, Conflict.REPLACE))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.SCOPE_MISSING));
    }

    @Test
    void keyWithTheScopeReachesAllOfThem() {
        String folder = withOwnBackup();
        home.account().move(folder, "Pictures");

        Upload upload = file("Pictures/b.tar", FORGED, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.onDrive("Pictures/b.tar")).isEqualTo(FORGED);
    }

    /** N2. */
    @Test
    void homesOfOneDriveDoNotReplaceEachOthersFiles_untilOneIsRemoved() {
        String first = home.connectionId;
        Upload ours = file("Snapshots/cam.jpg", GENUINE, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertDelivered(ours);
        moveToAnotherHomeOfTheSameDrive();
        Upload theirs = file("Snapshots/cam.jpg", FORGED, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);

        assertThat(assertFailed(theirs, Reason.NAME_TAKEN).standing().detail()).contains("Another home");
        assertThat(home.onDrive("Snapshots/cam.jpg")).isEqualTo(GENUINE);
        home.remove.remove(first);
        home.retry.retry(home.connectionId, theirs.id());
        home.serveUntilQuiet(LONG);

        assertDelivered(theirs);
        assertThat(home.onDrive("Snapshots/cam.jpg")).isEqualTo(FORGED);
    }

    /** N2: to send the same bytes makes no file one's own, and locks nobody out. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5_000})
    void equalContentTakesNoFileOver(int size) {
        String first = home.connectionId;
        var key = home.key;
        file("shared.bin", bytes(size, 1), Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        moveToAnotherHomeOfTheSameDrive();
        Upload equal = file("shared.bin", bytes(size, 1), Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertDelivered(equal);
        Upload theirs = file("shared.bin", FORGED, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertFailed(theirs, Reason.NAME_TAKEN);

        home.connectionId = first;
        home.key = key;
        Upload next = file("shared.bin", bytes(7_000, 3), Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertDelivered(next);
    }

    /** Two homes never share a folder because one was renamed to the other's lost name. */
    @Test
    void backupIsNotPutIntoAnotherHomesFolder_thatBearsTheNameOfItsOwnLostOne() {
        String folder = withOwnBackup();
        String first = home.connectionId;
        connectHomeB();
        String second = home.connectionId;
        home.connectionId = first;
        deleteOnDrive(folder);
        home.account().move("HomeB", folder);

        Upload upload = backup("c.tar", GENUINE, Conflict.FAIL, "{\"backup_id\":\"c\"}");
        home.serveUntilQuiet(LONG);

        assertThat(assertFailed(upload, Reason.NAME_TAKEN).standing().detail()).contains("another home's");
        assertThat(second).isNotEqualTo(first);
        assertThat(home.account().namesIn(folder)).isEmpty();
    }

    /** A folder below it is no way in, either, and none is made there. */
    @Test
    void nothingIsSentBelowAFolderOfBackups() {
        String folder = withOwnBackup();
        takeScopesAway();
        home.account().move(folder, "Pictures");
        Upload own = file("Pictures/Planned.metadata.json/y", FORGED, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        assertFailed(own, Reason.SCOPE_MISSING);
        connectHomeB();
        Upload theirs = file("Pictures/sub/deep/y", FORGED, Conflict.FAIL);
        home.serveUntilQuiet(LONG);

        assertFailed(theirs, Reason.NAME_TAKEN);
        assertThat(home.account().namesIn("Pictures")).doesNotContain("sub", "Planned.metadata.json");
    }

    /** Its folder is marked: no key of another home, whatever its scopes, reaches anything in it. */
    @Test
    void backupsOfARemovedConnectionAreStillThatHomes() {
        String folder = withOwnBackup();
        String first = home.connectionId;
        connectHomeB();
        home.key = home.keys
                .create(home.connectionId, "all", Set.of(KeyScope.values()), null)
                .kept();
        home.remove.remove(first);

        Upload theirs = file(folder + "/b.tar", FORGED, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);

        assertThat(assertFailed(theirs, Reason.NAME_TAKEN).standing().detail()).contains("another home's");
        assertThat(home.onDrive(folder + "/b.tar")).isEqualTo(GENUINE);
        var path = Destination.ofPath(folder + "/b.tar");
        assertThatThrownBy(() -> new TestShelf(home).deleteFiles.delete(home.connection(), path))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("another home's");
        assertThat(home.onDrive(folder + "/b.tar")).isEqualTo(GENUINE);
    }

    private void assertRefused(String... paths) {
        for (String path : paths) {
            Upload upload = file(path, FORGED, Conflict.REPLACE);
            home.serveUntilQuiet(LONG);
            assertFailed(upload, Reason.SCOPE_MISSING);
        }
    }

    /** The name of the folder that it lies in. */
    @Test
    void backupDoesNotHideAnotherOfItsId_andWithTheScopeTheFirstOneIsStillListed() {
        String described = Descriptions.json("abcd1234", "Automatic", GENUINE.length);
        Upload genuine = backup("b.tar", GENUINE, Conflict.FAIL, described);
        home.serveUntilQuiet(LONG);
        assertDelivered(genuine);
        HomeKey withTheScope = home.key;
        takeScopesAway();

        Upload forged = backup("later.tar", FORGED, Conflict.FAIL, described);
        home.serveUntilQuiet(LONG);
        assertThat(assertFailed(forged, Reason.SCOPE_MISSING).standing().detail())
                .contains("\"b.tar\"");
        assertThat(home.account().namesIn(home.connection().folder().name()))
                .containsExactlyInAnyOrder("b.tar", "b.metadata.json");

        home.key = withTheScope;
        assertDelivered(sentAgain(described));
        assertThat(home.list.read(home.connection()).backups())
                .singleElement()
                .satisfies(listed -> assertThat(listed.content().name()).isEqualTo("b.tar"));
    }

    @Test
    void uploadThatWasOpenedWithTheScopeIsFilledAndCommittedByNoOtherKey() {
        Opened opened = home.open.open(
                home.connection(), home.key, home.backup("b.tar", GENUINE.length), Optional.of("night-1"));
        takeScopesAway();

        assertThatThrownBy(() -> home.open.open(
                        home.connection(), home.key, home.backup("b.tar", GENUINE.length), Optional.of("night-1")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.SCOPE_MISSING));
        assertThatThrownBy(() ->
                        home.addresses.renew(home.connectionId, opened.upload().id(), home.key))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> home.addresses.requireMayFill(
                        home.connectionId, opened.upload().id(), home.key))
                .isInstanceOf(Refused.class);
    }

    @Test
    void descriptionWhoseContentWasMovedAwayIsNotWrittenOver() {
        String folder = withOwnBackup();
        home.account().move(folder + "/b.tar", "b.tar");
        takeScopesAway();

        Upload upload = backup("b.tar", FORGED, Conflict.FAIL, "{\"backup_id\":\"c\"}");
        home.serveUntilQuiet(LONG);

        assertFailed(upload, Reason.SCOPE_MISSING);
        assertThat(home.textOnDrive(folder + "/b.metadata.json")).isEqualTo("{\"backup_id\":\"b\"}");
    }

    private Upload sentAgain(String described) {
        Upload upload = backup("later.tar", FORGED, Conflict.FAIL, described);
        home.serveUntilQuiet(LONG);
        return upload;
    }

    private String withOwnBackup() {
        Upload genuine = backup("b.tar", GENUINE, Conflict.FAIL, "{\"backup_id\":\"b\"}");
        home.serveUntilQuiet(LONG);
        assertDelivered(genuine);
        return home.connection().folder().name();
    }

    private void takeScopesAway() {
        home.key = home.keys.create(home.connectionId, "plain", Set.of(), null).kept();
    }

    private void makeFolder(String name) {
        calls().createFolder(calls().appFolder().id(), name);
    }

    private void connectHomeB() {
        var made =
                home.create.create(new NewConnection("B", "HomeB", "c6cc5d5d2a8c", false, Set.of(), null, null, null));
        home.connectionId = made.connection().id();
        home.signInUrl = made.signIn().url();
        home.key = made.key().kept();
        home.signIn(home.person);
    }
}
