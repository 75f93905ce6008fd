package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.Drive;
import io.driverelay.local.simulator.Behaviours.Hash;
import io.driverelay.local.simulator.Behaviours.Times;
import io.driverelay.relay.Pause;
import io.driverelay.status.LastBackup;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last fragment, and what comes after it: what is called delivered is there, once and right. */
class EndingFaultsTest extends FaultyWorld {
    private static final byte[] BEFORE = bytes(10, 3);

    /** C1, fault 19. */
    @ParameterizedTest
    @CsvSource({
        "RIGHT, FAIL, 10",
        "RIGHT, FAIL, 7000001",
        "RIGHT, REPLACE, 10",
        "RIGHT, REPLACE, 7000001",
        "NONE, FAIL, 10",
        "NONE, FAIL, 7000001",
        "NONE, REPLACE, 10",
        "NONE, REPLACE, 7000001"
    })
    void fileWhoseLastAnswerWasLostIsDelivered_andSentOnce(Hash hash, Conflict conflict, int size) {
        drive().hash = hash;
        byte[] content = bytes(size, 1);
        if (conflict == Conflict.REPLACE) {
            putByAnotherApp("f.bin", bytes(size, 2));
        }
        drive().lostLastAnswers.set(1);
        Upload upload = file("f.bin", content, conflict);

        home.serveUntilQuiet(LONG);

        Upload delivered = assertDelivered(upload);
        assertThat(delivered.item().verifiedBy()).isEqualTo(hash == Hash.NONE ? "size" : "quickXorHash");
        assertThat(delivered.tries().sessionsLost()).isZero();
        assertOnDriveOnce(content);
        assertThat(home.account().bytesReceived()).isEqualTo(size);
    }

    /** C1: neither hash nor time tells whose it is, but its version does. */
    @ParameterizedTest
    @EnumSource(Conflict.class)
    void fileWhoseLastAnswerWasLostIsDelivered_whereTheDriveKeepsNeitherHashesNorTimes(Conflict conflict) {
        drive().hash = Hash.NONE;
        drive().times = Times.IGNORED;
        if (conflict == Conflict.REPLACE) {
            putByAnotherApp("f.bin", bytes(TWO_FRAGMENTS, 2));
        }
        drive().lostLastAnswers.set(1);
        byte[] content = bytes(TWO_FRAGMENTS, 1);
        Upload upload = file("f.bin", content, conflict);

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertOnDriveOnce(content);
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
    }

    /** B3. */
    @Test
    void fileThatOnlyItsPathFindsIsDeliveredOnce() {
        answerNext(6, "PUT", home.account().driveId() + ".*metadata.json", 503, "serviceNotAvailable");
        byte[] content = bytes(TWO_FRAGMENTS, 1);
        Upload upload = backup("b.tar", content, Conflict.FAIL, "{}");
        home.serveTickets();
        assertThat(assertWaits(upload, Reason.DRIVE).item()).isNotNull();
        drive().filesById.always(404, "itemNotFound");
        int mark = home.account().calls().size();

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.onDrive(home.backupPath("b.tar"))).isEqualTo(content);
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
        assertThat(home.account().callsSince(mark)).hasSizeLessThan(30);
    }

    /** A6, M1. */
    @Test
    void equalContentDoesNotLetAnUploadTouchTheMetadataBesideIt() {
        byte[] content = bytes(TWO_FRAGMENTS, 1);
        backup("b.tar", content, Conflict.FAIL, "{\"whose\":\"owner\"}");
        home.serveTickets();
        LastBackup first = home.status.of(home.connection()).lastBackup();
        home.clock.move(Duration.ofHours(1));
        Upload other = backup("b.tar", content, Conflict.FAIL, "{\"whose\":\"intruder\"}");

        home.serveUntilQuiet(LONG);

        assertThat(home.status.of(home.connection()).lastBackup())
                .describedAs("nothing new came")
                .isNotNull()
                .isEqualTo(first);

        assertDelivered(other);
        assertThat(home.textOnDrive(home.backupPath("b.metadata.json"))).contains("owner");
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
    }

    /** Without its description nobody would see it: it is not called delivered. */
    @Test
    void backupWhoseDescriptionCannotLieWhereItMustSaysSo_andIsEndedByARetry() {
        String folder = home.connection().folder().id();
        Drive calls = home.connected.of(home.connectionId);
        String inTheWay = calls.createFolder(folder, "b.metadata.json").id();
        Upload upload = backup("b.tar", bytes(TWO_FRAGMENTS, 1), Conflict.FAIL, "{\"name\":\"b\"}");
        home.serveUntilQuiet(LONG);
        assertThat(assertFailed(upload, Reason.NAME_TAKEN).standing().detail()).contains("Rename that folder");

        calls.rename(inTheWay, "elsewhere", null);
        home.retry.retry(home.connectionId, upload.id());
        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
        assertThat(home.textOnDrive(home.backupPath("b.metadata.json"))).contains("name");
    }

    /** P15. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 412, 423})
    void everythingIsDelivered_whereTheDriveRefusesToSetTimes(int status) {
        drive().patches.always(status, "notAllowed");
        Upload backup = backup("b.tar", bytes(10, 1), Conflict.FAIL, "{\"name\":\"b\"}");
        Upload empty = file("empty.bin", new byte[0], Conflict.REPLACE);

        home.serveTickets();

        assertDelivered(backup);
        assertDelivered(empty);
        assertThat(home.textOnDrive(home.backupPath("b.metadata.json"))).contains("name");
    }

    /** Fault 20: somebody else was quicker, with other content. */
    @Test
    void foreignFileStays_whenTheNameIsTakenAtTheLastFragment() {
        Upload upload = file("f.bin", bytes(TWO_FRAGMENTS, 1), Conflict.FAIL);
        leaveInMidSession(upload);
        putByAnotherApp("f.bin", BEFORE);

        home.serveUntilQuiet(LONG);

        assertFailed(upload, Reason.NAME_TAKEN);
        assertOnDriveOnce(BEFORE);
    }

    /** Fault 19: what the lost one has completed is found, though its repeat is told that the name is taken. */
    @Test
    void fileWhoseLastAnswerWasLostIsOurs_thoughTheRepeatIsToldThatTheNameIsTaken() {
        drive().hash = Hash.NONE;
        drive().times = Times.IGNORED;
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        drive().lostLastAnswers.set(1);
        Pause oldNews = (howLong, cutoff) -> {
            String standing = "{\"nextExpectedRanges\":[\"" + FIRST_FRAGMENT + "-\"]}";
            home.simulators.faults().answerNext(1, "GET", sessions(), 200, Map.of(), standing);
            answerNext(1, "PUT", sessions(), 409, "nameAlreadyExists");
            home.clock.move(howLong);
        };

        serve(relay(stations(home.uploads, home.staging), oldNews, 20 * 327_680), LONG);

        assertArrived(upload);
    }

    /** Fault 20: with the same content. */
    @Test
    void equalFileIsDelivered_whenTheNameIsTakenAtTheLastFragment() {
        byte[] content = bytes(TWO_FRAGMENTS, 1);
        Upload upload = file("f.bin", content, Conflict.FAIL);
        leaveInMidSession(upload);
        putByAnotherApp("f.bin", content);

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertOnDriveOnce(content);
    }

    /** Fault 20: with the same size, where no hash tells it from ours. */
    @Test
    void foreignFileOfTheSameSizeIsNotTakenForOurs_whereTheDriveGivesNoHashes() {
        drive().hash = Hash.NONE;
        byte[] foreign = bytes(TWO_FRAGMENTS, 2);
        Upload upload = file("f.bin", bytes(TWO_FRAGMENTS, 1), Conflict.FAIL);
        leaveInMidSession(upload);
        putByAnotherApp("f.bin", foreign);

        home.serveUntilQuiet(LONG);

        assertFailed(upload, Reason.NAME_TAKEN);
        assertOnDriveOnce(foreign);
    }
}
