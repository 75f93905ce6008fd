package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.connection.Connection;
import io.driverelay.connection.NewConnection;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.DriveFault;
import io.driverelay.local.simulator.Behaviours;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups and files are deleted off a drive, whole, and never another home's. */
class DeleteOnDriveTest extends FaultyWorld {
    private final TestShelf shelf = new TestShelf(home);

    private Optional<Deletion> delete(String backupId) {
        return shelf.delete.delete(home.connection(), backupId);
    }

    private Optional<Deletion> deleteFile(String path) {
        return shelf.deleteFiles.delete(home.connection(), Destination.ofPath(path));
    }

    private static RefusalCode refusalOf(ThrowingCallable call) {
        return catchThrowableOfType(Refused.class, call).code();
    }

    @Test
    void bothFilesGoIntoTheRecycleBin_andWhatIsGoneIsGone() {
        shelf.with(2);
        long used = home.account().usedBytes();

        assertThat(delete("b0001")).hasValue(Deletion.RECYCLE_BIN);

        assertThat(shelf.names()).containsExactlyInAnyOrder("b0000.tar", "b0000.metadata.json");
        assertThat(shelf.ids()).containsExactly("b0000");
        assertThat(home.account().usedBytes()).isEqualTo(used);
        assertThat(delete("b0001")).isEmpty();
        assertThat(delete("never")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Behaviours.PermanentDelete.class)
    void connectionThatDeletesForGoodDoes_whereTheDriveKnowsHow(Behaviours.PermanentDelete drives) {
        permanently();
        shelf.with(1);
        drive().permanentDelete = drives;
        long used = home.account().usedBytes();

        Optional<Deletion> where = delete("b0000");

        boolean works = drives == Behaviours.PermanentDelete.WORKS;
        assertThat(where).hasValue(works ? Deletion.FOR_GOOD : Deletion.RECYCLE_BIN);
        assertThat(shelf.names()).isEmpty();
        assertThat(home.account().usedBytes() < used).isEqualTo(works);
    }

    private void permanently() {
        var made = home.create.create(
                new NewConnection("for good", "ForGood", "c6cc5d5d2a8c", true, Set.of(), null, null, null));
        home.connectionId = made.connection().id();
        home.signInUrl = made.signIn().url();
        home.key = made.key().kept();
        home.signIn(home.person);
    }

    /** A crash between the two files: the list tells the truth, and the same call again ends it. */
    @ParameterizedTest
    @ValueSource(ints = {500, 403})
    void halfADeletionIsToldAsSuch_andEndedByTheNext(int status) {
        shelf.with(2);
        answerNext(1, "DELETE", metadataPath("b0001"), status, "generalException");

        assertThatThrownBy(() -> delete("b0001")).isInstanceOf(DriveFault.class);

        assertThat(shelf.ids()).containsExactly("b0000");
        assertThat(shelf.problems()).containsExactly("b0001.metadata.json CONTENT_MISSING");
        assertThat(delete("b0001")).hasValue(Deletion.RECYCLE_BIN);
        assertThat(shelf.problems()).isEmpty();
        assertThat(shelf.names()).hasSize(2);
    }

    private String metadataPath(String base) {
        return "/items/" + home.account().idOf(home.backupPath(base + ".metadata.json"));
    }

    @Test
    void doublesOfOneBackupGoWithIt() {
        shelf.with(1);
        shelf.lay("copy", TestShelf.json("b0000", TestShelf.date(0)));

        assertThat(delete("b0000")).isPresent();

        assertThat(shelf.names()).isEmpty();
    }

    /** A passing 404 is no word of what lies there. */
    @Test
    void folderThatIsNotGivenOnceHidesNothing() {
        shelf.with(2);
        home.simulators.faults().answerNext(1, "GET", "/children", 404, java.util.Map.of(), "");
        assertThatThrownBy(() -> delete("b0001")).isInstanceOf(DriveFault.class);
        home.simulators.faults().answerNext(1, "GET", "/children", 404, java.util.Map.of(), "");
        assertThatThrownBy(shelf::read).isInstanceOf(DriveFault.class);

        assertThat(shelf.ids()).containsExactly("b0001", "b0000");
        assertThat(delete("b0001")).isPresent();
    }

    @Test
    void whatCouldNotBeReadIsNotCalledGone() {
        shelf.with(2);
        String broken = home.account().idOf(home.backupPath("b0001.metadata.json"));
        home.simulators
                .faults()
                .answerNext(2, "GET", "/down/.*" + broken.replaceAll(".*!", ""), 500, java.util.Map.of(), "");

        assertThatThrownBy(() -> delete("b0001")).isInstanceOf(DriveFault.class);
        assertThat(delete("b0001")).isPresent();
    }

    @Test
    void backupThatIsBeingReplacedIsNotDeletedUnderItsUpload() {
        shelf.lay("n", TestShelf.json("n", TestShelf.date(0)));
        Upload upload = backup("n.tar", CONTENT, Conflict.REPLACE, TestShelf.json("n", TestShelf.date(1)));
        leaveInMidSession(upload);

        Refused refused = catchThrowableOfType(Refused.class, () -> delete("n"));
        assertThat(refused.code()).isEqualTo(RefusalCode.WRONG_STATE);
        assertThat(refused.facts()).containsEntry("uploadId", upload.id());
        assertThat(refusalOf(() -> deleteFile(home.backupPath("n.tar")))).isEqualTo(RefusalCode.WRONG_STATE);

        home.serveUntilQuiet(LONG);
        assertDelivered(upload);
        assertThat(home.onDrive(home.backupPath("n.tar"))).isEqualTo(CONTENT);
        assertThat(delete("n")).isPresent();
    }

    /** Otherwise it would be told as gone, and come all the same. */
    @Test
    void whatAQueuedUploadWouldBringIsNotCalledGone() {
        Upload backup = backup("q.tar", CONTENT, Conflict.FAIL, TestShelf.json("q", TestShelf.date(1)));
        Upload file = file("Q.bin", CONTENT, Conflict.FAIL);
        String folder = home.connection().folder().name().toUpperCase(Locale.ROOT);

        Refused refused = catchThrowableOfType(Refused.class, () -> delete("abcd1234"));
        assertThat(refused.code()).isEqualTo(RefusalCode.WRONG_STATE);
        assertThat(refused.facts()).containsEntry("uploadId", backup.id());
        assertThat(refusalOf(() -> deleteFile(folder + "/Q.tar"))).isEqualTo(RefusalCode.WRONG_STATE);
        assertThat(refusalOf(() -> deleteFile("q.bin"))).isEqualTo(RefusalCode.WRONG_STATE);
        assertThat(delete("other")).isEmpty();
        assertThat(deleteFile("other.bin")).isEmpty();

        home.serveUntilQuiet(LONG);
        assertDelivered(file);
        assertThat(delete("q")).isPresent();
        assertThat(deleteFile("q.bin")).isPresent();
    }

    /** The lane remembers an arrival that is gone; the next upload of the name is not held up by it. */
    @Test
    void nameOfADeletedBackupIsFreeAgain() {
        for (int round = 0; round < 2; round++) {
            Upload upload = backup("n.tar", bytes(5_000, round), Conflict.FAIL, TestShelf.json("n", Instant.EPOCH));
            home.serveUntilQuiet(LONG);
            assertDelivered(upload);
            assertThat(home.onDrive(home.backupPath("n.tar"))).isEqualTo(bytes(5_000, round));
            assertThat(delete("n")).isPresent();
            assertThat(shelf.names()).isEmpty();
        }
    }

    @Test
    void fileIsDeletedByItsPath_andOnlyAFile() {
        Upload upload = file("Snapshots/a%b #1.jpg", bytes(10, 1), Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertDelivered(upload);

        assertThat(refusalOf(() -> deleteFile("Snapshots"))).isEqualTo(RefusalCode.INVALID_DESTINATION);
        assertThat(refusalOf(() -> deleteFile("a:b"))).isEqualTo(RefusalCode.INVALID_DESTINATION);
        assertThat(refusalOf(() -> deleteFile("a/../b"))).isEqualTo(RefusalCode.INVALID_DESTINATION);
        assertThat(refusalOf(() -> deleteFile(""))).isEqualTo(RefusalCode.INVALID_DESTINATION);
        for (String nothing : List.of("nothing", "No/Such/folder.txt", "Snapshots/a%b #1.jpg/below")) {
            assertThat(deleteFile(nothing)).as(nothing).isEmpty();
        }
        assertThat(deleteFile("snapshots/A%b #1.jpg")).hasValue(Deletion.RECYCLE_BIN);
        assertThat(deleteFile("snapshots/A%b #1.jpg")).isEmpty();
        assertThat(home.account().namesIn("Snapshots")).isEmpty();
    }

    @Test
    void filesOfTheHomesOwnFolderAreItsOwn_asWhatIsNoBackupThere() {
        shelf.put("holiday.jpg", "j");
        assertThat(deleteFile(home.backupPath("holiday.jpg"))).isPresent();
        assertThat(shelf.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingOfAnotherHomesFolderIsDeleted_whereverThatLiesNow(boolean moved) {
        shelf.with(1);
        String theirs = home.connection().folder().name();
        if (moved) {
            calls().createFolder(calls().appFolder().id(), "Archive");
            home.account().move(theirs, "Archive/Pictures");
            theirs = "Archive/Pictures";
        }
        moveToAnotherHomeOfTheSameDrive();

        for (String name : List.of("b0000.tar", "b0000.metadata.json", "anything")) {
            String path = theirs + "/" + name;
            assertThat(refusalOf(() -> deleteFile(path))).as(path).isEqualTo(RefusalCode.SCOPE_MISSING);
        }
        assertThat(home.account().namesIn(theirs)).hasSize(2);
        assertThat(delete("b0000")).isEmpty();
        assertThat(home.account().namesIn(theirs)).hasSize(2);
    }

    @Test
    void fileThatAnotherHomeHasSentIsThatHomes_untilItIsRemoved() {
        String first = home.connectionId;
        file("Snapshots/cam.jpg", bytes(10, 1), Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        moveToAnotherHomeOfTheSameDrive();

        assertThat(refusalOf(() -> deleteFile("Snapshots/cam.jpg"))).isEqualTo(RefusalCode.SCOPE_MISSING);
        home.remove.remove(first);
        assertThat(deleteFile("Snapshots/cam.jpg")).isPresent();
    }

    @Test
    void fileGoesForGood_whereItsConnectionDeletesSo() {
        permanently();
        shelf.put("a.bin", "12345");
        long used = home.account().usedBytes();

        assertThat(deleteFile(home.backupPath("a.bin"))).hasValue(Deletion.FOR_GOOD);
        assertThat(home.account().usedBytes()).isEqualTo(used - 5);
    }

    @ParameterizedTest
    @CsvSource({"GET, special/approot", "DELETE, /items/"})
    void fileStays_whenTheDriveFails(String method, String where) {
        shelf.put("a.bin", "x");
        answerNext(1, method, where, 500, "generalException");

        assertThatThrownBy(() -> deleteFile(home.backupPath("a.bin"))).isInstanceOf(DriveFault.class);
        assertThat(shelf.names()).containsExactly("a.bin");
        assertThat(deleteFile(home.backupPath("a.bin"))).isPresent();
    }

    @Test
    void fileThatChangesMeanwhileStays() {
        shelf.put("a.bin", "x");
        Connection connection = home.connection();
        drive().deletions.next(1, 412, "resourceModified");

        DriveFault fault = catchThrowableOfType(
                DriveFault.class,
                () -> shelf.deleteFiles.delete(connection, Destination.ofPath(home.backupPath("a.bin"))));

        assertThat(fault.kind()).isEqualTo(DriveFault.Kind.CHANGED);
        assertThat(shelf.names()).containsExactly("a.bin");
    }
}
