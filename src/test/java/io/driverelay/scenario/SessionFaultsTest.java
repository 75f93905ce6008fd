package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.local.simulator.Behaviours.Ranges;
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

/** An upload session that is cut, lost, forgetful or refuses: the upload goes on where the drive stands. */
class SessionFaultsTest extends FaultyWorld {
    private static final byte[] CONTENT = bytes(TWO_FRAGMENTS, 1);
    private static final Duration LONG = Duration.ofHours(3);
    private static final String OPENING = "POST .*createUploadSession";

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

    /** Fault 12. */
    @ParameterizedTest
    @CsvSource({"500, 5", "502, 5", "503, 5", "504, 5", "509, 5", "503, 20", "500, 20", "509, 20"})
    void fileIsDelivered_throughABurstOfFailures(int status, int burst) {
        file("calm.bin", CONTENT, Conflict.FAIL);
        home.serveTickets();
        int needed = home.account().calls().size();
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        drive().everything.next(burst, status, "html");

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(home.account().callsSince(needed)).hasSizeLessThan(needed + 2 * burst);
        assertThat(home.find(upload).tries().fruitlessTurns()).isZero();
    }

    /** Fault 12: half of all calls fail. */
    @Test
    void fileIsDelivered_whenEverySecondCallFails() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        for (String call : new String[] {"approot", "createUploadSession"}) {
            answerNext(1, "*", call.equals("approot") ? "approot" : driveItems() + call, 502, "badGateway");
        }
        drive().lostAnswers.set(1);
        drive().lostLastAnswers.set(1);

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
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

        assertArrived(upload);
        assertThat(openings()).isEqualTo(2);
        assertThat(home.find(upload).tries().sessionsLost()).isLessThanOrEqualTo(2);
    }

    /** Fault 18: gone at its second fragment, so many times. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void uploadFailsOnlyWhenTheThirdSessionIsLost(int lost) {
        drive().sessionGoneAtFragment = 2;
        drive().sessionsGone.set(lost);
        Upload upload = sent();

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

        assertThat(assertArrived(upload).tries().sessionsLost()).isZero();
    }

    /** C4. */
    @Test
    void freshSessionIsWaitedFor_whenItComesUpSecondsLater() {
        drive().sessionsHiddenSeconds = 5;
        Upload upload = sent();

        assertThat(assertArrived(upload).tries().sessionsLost()).isZero();
        assertThat(openings()).isEqualTo(1);
    }

    /** C6. */
    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 302})
    void pageInsteadOfAnAnswerDoesNotEndTheSession(int status) {
        home.simulators
                .faults()
                .answerNext(1, "PUT", sessions(), status, Map.of("Content-Type", "text/html"), "<html>Hello</html>");
        Upload upload = sent();

        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
        assertThat(home.find(upload).tries().sessionsLost()).isZero();
    }

    /** A5b. */
    @ParameterizedTest
    @CsvSource({"400, fragmentLengthMismatch", "400, invalidRequest", "405, notAllowed", "413, generalException", "422, x"})
    void oneRefusalOfAFragmentIsAskedAbout(int status, String code) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        answerNext(1, "PUT", sessions(), status, code);

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
    }

    /** P2. */
    @ParameterizedTest
    @ValueSource(strings = {"invalidRequest", "uploadSessionNotFound", "html"})
    void sessionThatIsRefusedWhenAskedIsReplaced(String code) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        drive().asking.always(400, code);

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(openings()).isEqualTo(2);
    }

    /** P3. */
    @ParameterizedTest
    @ValueSource(strings = {"invalidRequest", "UnknownError", "html", ""})
    void refusedOpeningIsTriedAgain(String code) {
        drive().openings.next(1, 400, code);
        Upload upload = sent();

        assertArrived(upload);
    }

    /** P3. */
    @Test
    void openingThatStaysRefusedEndsTheUpload_afterSpacedTries() {
        drive().openings.always(400, "invalidRequest");
        var began = home.clock.instant();
        Upload upload = sent();

        assertThat(assertFailed(upload, Reason.REFUSED).standing().detail()).contains("400");
        assertThat(openings()).isBetween(5L, 20L);
        assertThat(Duration.between(began, home.clock.instant())).isGreaterThan(Duration.ofMinutes(2));
    }

    /** P6. */
    @ParameterizedTest
    @CsvSource({"412, notAllowed, OPEN", "500, generalException, EMPTY", "400, invalidRequest, OPEN", "409, x, OPEN"})
    void sessionThatTakesNothingIsGivenUpForAnother(int status, String code, Ranges ranges) {
        drive().ranges = ranges;
        drive().cursedStatus = status;
        drive().cursedCode = code;
        drive().cursedSessions.set(1);
        Upload upload = sent();

        assertArrived(upload);
        assertThat(openings()).isEqualTo(2);
        assertThat(callsMatching(0, "PUT .*")).isLessThan(20);
    }

    /** P11. */
    @Test
    void driveThatNeverTakesAByteEndsTheUpload_beforeItHasSentItManyTimes() {
        drive().forgottenFragments.set(Integer.MAX_VALUE);
        Upload upload = sent();

        assertFailed(upload, Reason.SESSION_LOST);
        assertThat(home.account().bytesReceived()).isLessThan(4L * TWO_FRAGMENTS);
    }

    private Upload sent() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        return upload;
    }

    private Upload assertArrived(Upload upload) {
        Upload delivered = assertDelivered(upload);
        assertThat(home.onDrive("f.bin")).isEqualTo(CONTENT);
        assertThat(home.account().namesIn("").stream().filter(name -> name.startsWith("f")))
                .containsExactly("f.bin");
        assertThat(home.account().openSessions()).isZero();
        return delivered;
    }

    private long openings() {
        return callsMatching(0, OPENING);
    }

    private String driveItems() {
        return home.account().driveId() + ".*";
    }
}
