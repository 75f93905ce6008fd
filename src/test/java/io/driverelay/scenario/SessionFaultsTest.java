package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.local.simulator.Behaviours.Ranges;
import io.driverelay.relay.Pause;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload session that is cut, lost, forgetful or refuses: the upload goes on where the drive stands. */
class SessionFaultsTest extends FaultyWorld {
    /** Fault 9: what arrived ends anywhere. */
    @ParameterizedTest
    @CsvSource({"0, true", "500001, true", "500001, false", "3276799, true", "327680, false"})
    void fragmentThatWasCutIsGoneOnWith_inItsSession(long after, boolean kept) {
        drive().cutAfterBytes = after;
        drive().keepsCutFragments = kept;
        drive().cutFragments.set(1);
        Upload upload = sent();

        assertArrived(upload);
        assertThat(home.account().bytesReceivedTwice()).isEqualTo(kept ? 0 : after);
        assertThat(openings()).isEqualTo(1);
    }

    /** Fault 9: the last one, too. */
    @Test
    void lastFragmentThatWasCutIsGoneOnWith() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        drive().cutAfterBytes = 1_000_003;
        drive().keepsCutFragments = true;
        drive().cutFragments.set(2);

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(home.account().bytesReceivedTwice()).isZero();
        assertThat(openings()).isEqualTo(1);
    }

    /** Fault 17, C7: the drive holds more than the record says. */
    @ParameterizedTest
    @EnumSource(Ranges.class)
    void goesOnWhereTheDriveStands_howeverItSaysSo(Ranges ranges) {
        drive().ranges = ranges;
        drive().lostAnswers.set(1);
        Upload upload = sent();

        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
        assertThat(home.account().bytesReceivedTwice()).isLessThanOrEqualTo(FIRST_FRAGMENT);
    }

    /** Fault 17, C7: the drive holds what the record says. */
    @ParameterizedTest
    @EnumSource(Ranges.class)
    void sendsTheFragmentAgain_whenTheDriveDidNotTakeIt_howeverItSaysSo(Ranges ranges) {
        drive().ranges = ranges;
        answerNext(1, "PUT", sessions(), 503, "serviceNotAvailable");
        Upload upload = sent();

        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
        assertThat(home.account().bytesReceivedTwice()).isLessThanOrEqualTo(FIRST_FRAGMENT);
    }

    /** Fault 17: the last answer is lost where the drive names no range. */
    @ParameterizedTest
    @EnumSource(Ranges.class)
    void finishedFileIsFound_howeverTheDriveSaysWhereItStands(Ranges ranges) {
        drive().ranges = ranges;
        drive().lostLastAnswers.set(1);
        Upload upload = sent();

        assertArrived(upload);
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
    }

    /** Fault 17: behind us. */
    @Test
    void goesBack_whenTheDriveHasLostItsLastFragment() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        drive().fallsBack.set(1);

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
        assertThat(home.find(upload).tries().sessionsLost()).isZero();
    }

    /** Fault 18. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void anotherSessionIsOpened_whenTheOldOneIsLost(int status) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        drive().asking.next(6, status, "itemNotFound");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertOnDriveOnce(CONTENT);
        assertThat(openings()).isEqualTo(2);
        assertThat(home.find(upload).tries().sessionsLost()).isLessThanOrEqualTo(2);
    }

    /** Fault 18: gone at its second fragment, so many times. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void uploadFailsOnlyWhenTheThirdSessionIsLost(int lost) {
        drive().sessionGoneAtFragment = 2;
        drive().sessionsGone.set(lost);
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        Pause resting = (howLong, cutoff) -> home.clock.move(howLong);
        serve(relay(stations(home.uploads, home.staging), resting, FIRST_FRAGMENT), LONG);

        if (lost < 3) {
            assertThat(assertArrived(upload).tries().sessionsLost()).isEqualTo(lost);
        } else {
            assertFailed(upload, Reason.SESSION_LOST);
            assertThat(home.staging.content(home.find(upload).staged().blob())).isPresent();
        }
    }

    /** Fault 18: expired is not lost. */
    @Test
    void expiredSessionsAreNotCounted() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        home.clock.move(Duration.ofDays(2));

        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(upload).tries().sessionsLost()).isZero();
        assertOnDriveOnce(CONTENT);
    }

    /** C4. */
    @Test
    void freshSessionIsWaitedFor_whenItComesUpSecondsLater() {
        drive().sessionsHiddenSeconds = 5;
        Upload upload = sent();

        assertThat(assertArrived(upload).tries().sessionsLost()).isZero();
        assertThat(openings()).isEqualTo(1);
    }
}
