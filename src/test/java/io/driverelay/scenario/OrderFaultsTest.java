package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.local.simulator.Behaviours.Times;
import io.driverelay.relay.RelayUpload;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever turn comes when: under one name the newest commit stays. */
class OrderFaultsTest extends FaultyWorld {
    private static final byte[] OLDER = bytes(TWO_FRAGMENTS, 1);
    private static final byte[] NEWER = bytes(5_000_000, 2);

    /** A1. */
    @Test
    void olderUploadInMidSessionIsSuperseded_whenANewerOneArrivedMeanwhile() {
        Upload older = file("log.bin", OLDER, Conflict.REPLACE);
        leaveInMidSession(older);
        Upload newer = file("log.bin", NEWER, Conflict.REPLACE);

        home.serveUntilQuiet(LONG);

        assertDelivered(newer);
        assertFailed(older, Reason.SUPERSEDED);
        assertThat(home.onDrive("log.bin")).isEqualTo(NEWER);
        assertThat(home.account().openSessions()).isZero();
    }

    /** A1. */
    @Test
    void olderBackupInMidSessionLeavesTarAndMetadataOfTheNewerOne() {
        Upload older = backup("b.tar", OLDER, Conflict.REPLACE, "{\"which\":\"older\"}");
        leaveInMidSession(older);
        Upload newer = backup("b.tar", NEWER, Conflict.REPLACE, "{\"which\":\"newer\"}");

        home.serveUntilQuiet(LONG);

        assertDelivered(newer);
        assertFailed(older, Reason.SUPERSEDED);
        assertThat(home.onDrive(home.backupPath("b.tar"))).isEqualTo(NEWER);
        assertThat(home.textOnDrive(home.backupPath("b.metadata.json"))).contains("newer");
    }

    /** A1: OneDrive does not tell letters' case apart. */
    @Test
    void olderUploadIsSuperseded_whenTheNewerOneWritesTheNameInOtherLetters() {
        Upload older = file("Protokoll Ä.bin", OLDER, Conflict.REPLACE);
        leaveInMidSession(older);
        Upload newer = file("PROTOKOLL ä.BIN", NEWER, Conflict.REPLACE);

        home.serveUntilQuiet(LONG);

        assertDelivered(newer);
        assertFailed(older, Reason.SUPERSEDED);
        assertThat(home.onDrive("Protokoll Ä.bin")).isEqualTo(NEWER);
    }

    /** A1. */
    @Test
    void olderUploadIsSuperseded_whenTheNewerOneCameFromAnotherHomeOfTheDrive() {
        Upload older = file("shared.bin", OLDER, Conflict.REPLACE);
        leaveInMidSession(older);
        String first = home.connectionId;
        moveToAnotherHomeOfTheSameDrive();
        Upload newer = file("shared.bin", NEWER, Conflict.REPLACE);

        home.serveUntilQuiet(LONG);

        assertDelivered(newer);
        home.connectionId = first;
        assertFailed(older, Reason.SUPERSEDED);
        assertThat(home.onDrive("shared.bin")).isEqualTo(NEWER);
    }

    /** A1: the order is that of the commits, not of the clocks. */
    @Test
    void laterCommitWins_thoughItsClockIsEarlier() {
        Upload older = file("log.bin", OLDER, Conflict.REPLACE);
        leaveInMidSession(older);
        home.clock.move(Duration.ofMinutes(-10));
        Upload newer = file("log.bin", NEWER, Conflict.REPLACE);

        home.serveUntilQuiet(LONG);

        assertDelivered(newer);
        assertFailed(older, Reason.SUPERSEDED);
        assertThat(home.onDrive("log.bin")).isEqualTo(NEWER);
    }

    /** A2: what was found equal counts as arrived now. */
    @Test
    void uploadInBetweenDoesNotComeOverANewerOne_thatTheDriveHeldAlready() {
        Upload first = file("state.bin", NEWER, Conflict.REPLACE);
        home.serveTickets();
        Upload between = file("state.bin", OLDER, Conflict.REPLACE);
        leaveInMidSession(between);
        Upload last = file("state.bin", NEWER, Conflict.REPLACE);

        home.serveUntilQuiet(LONG);

        assertDelivered(first);
        assertDelivered(last);
        assertFailed(between, Reason.SUPERSEDED);
        assertThat(home.onDrive("state.bin")).isEqualTo(NEWER);
    }

    /** A2: a file of zero bytes goes another way. */
    @Test
    void emptyFileCountsAsArrived_thoughTheDriveHeldItAlready() {
        file("state.bin", new byte[0], Conflict.REPLACE);
        home.serveTickets();
        Upload between = file("state.bin", OLDER, Conflict.REPLACE);
        leaveInMidSession(between);
        file("state.bin", new byte[0], Conflict.REPLACE);

        home.serveUntilQuiet(LONG);

        assertFailed(between, Reason.SUPERSEDED);
        assertThat(home.onDrive("state.bin")).isEmpty();
    }

    /** P8. */
    @ParameterizedTest
    @EnumSource(Times.class)
    void newestOfThreeVersionsInTenSecondsWins_whateverTheDriveMakesOfTimes(Times times) {
        drive().times = times;
        List<Ticket> tickets = new ArrayList<>();
        List<Upload> versions = new ArrayList<>();
        for (int version = 0; version < 3; version++) {
            versions.add(file("state.bin", bytes(10, version), Conflict.REPLACE));
            tickets.add(0, home.tickets.remove());
            home.clock.move(Duration.ofSeconds(3));
        }
        tickets.forEach(home.relay::relay);

        assertThat(home.onDrive("state.bin")).isEqualTo(bytes(10, 2));
        assertFailed(versions.get(0), Reason.SUPERSEDED);
        assertFailed(versions.get(1), Reason.SUPERSEDED);
        assertDelivered(versions.get(2));
    }

    /** P8: and one after the other each replaces the one before. */
    @ParameterizedTest
    @EnumSource(Times.class)
    void eachVersionReplacesTheOneBefore_whateverTheDriveMakesOfTimes(Times times) {
        drive().times = times;
        for (int version = 0; version < 3; version++) {
            Upload upload = file("state.bin", bytes(10, version), Conflict.REPLACE);
            home.serveTickets();
            assertDelivered(upload);
            assertThat(home.onDrive("state.bin")).isEqualTo(bytes(10, version));
            home.clock.move(Duration.ofMillis(300));
        }
    }

    @Test
    void supersededUploadGoesWhenRetried_onceItsSuccessorIsGoneFromTheDrive() {
        Upload older = file("log.bin", OLDER, Conflict.REPLACE);
        leaveInMidSession(older);
        file("log.bin", NEWER, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertFailed(older, Reason.SUPERSEDED);

        deleteOnDrive("log.bin");
        home.retry.retry(home.connectionId, older.id());
        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(older).tries().sessionsLost()).isZero();
        assertThat(home.onDrive("log.bin")).isEqualTo(OLDER);
    }

    @Test
    void secondUploadOfANameWaitsWhileTheFirstMoves_andFollowsIt() {
        Upload first = file("log.bin", OLDER, Conflict.REPLACE);
        Ticket ofFirst = home.tickets.remove();
        Upload second = file("log.bin", NEWER, Conflict.REPLACE);
        Ticket ofSecond = home.tickets.remove();
        answerNext(1, "PUT", sessions(), 503, "serviceNotAvailable");
        RelayUpload turn = relay(
                stations(home.uploads, home.staging),
                (howLong, cutoff) -> {
                    long before = home.account().bytesReceived();
                    home.relay.relay(ofSecond);
                    assertWaits(second, Reason.SAME_NAME);
                    assertThat(home.account().bytesReceived()).isEqualTo(before);
                },
                191 * 327_680);

        turn.relay(ofFirst);
        assertDelivered(first);
        home.serveUntilQuiet(LONG);

        assertDelivered(second);
        assertThat(home.onDrive("log.bin")).isEqualTo(NEWER);
    }
}
