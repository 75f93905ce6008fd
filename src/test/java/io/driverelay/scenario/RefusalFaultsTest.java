package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.local.simulator.Behaviours.Ranges;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals and failures of every kind on the way of the bytes: none of them alone ends an upload, and none goes on for ever. */
class RefusalFaultsTest extends FaultyWorld {
    /** Fault 12. */
    @ParameterizedTest
    @CsvSource({"500, 5", "502, 5", "503, 5", "504, 5", "509, 5", "500, 20", "502, 20", "503, 20", "504, 20", "509, 20"
    })
    void fileIsDelivered_throughABurstOfFailures(int status, int burst) {
        int needed = callsOfACalmFile();
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        int mark = home.account().calls().size();
        drive().everything.next(burst, status, "html");

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(callsMade("a burst of " + burst + " times " + status, mark, needed))
                .isLessThanOrEqualTo(needed + burst + burst / 5);
        assertThat(home.find(upload).tries().fruitlessTurns()).isZero();
    }

    /** Fault 12: so many of all calls fail, by chance, each in its own way. */
    @ParameterizedTest
    @CsvSource({"10, 1", "25, 2", "50, 3", "50, 4"})
    void everyFileIsDelivered_whenAShareOfAllCallsFails(int percent, long seed) {
        int needed = callsOfACalmFile();
        int files = 10;
        List<Upload> uploads = new ArrayList<>();
        for (int n = 0; n < files; n++) {
            uploads.add(file("f" + n + ".bin", bytes(TWO_FRAGMENTS, n), Conflict.FAIL));
        }
        int mark = home.account().calls().size();
        drive().everything.sometimes(seed, percent / 100.0, 500, 502, 503, 504, 509);

        home.serveUntilQuiet(LONG);

        for (int n = 0; n < files; n++) {
            assertThat(assertDelivered(uploads.get(n)).tries().fruitlessTurns()).isZero();
            assertThat(home.onDrive("f" + n + ".bin")).isEqualTo(bytes(TWO_FRAGMENTS, n));
        }
        assertThat(home.account().bytesReceivedTwice()).isZero();
        assertThat(callsMade(percent + " % of all calls fail, seed " + seed, mark, files * needed))
                .isBetween(files * needed + 1, 10 * files * needed);
    }

    /** Fault 12: what failed was done sometimes, and its answer alone is lost. */
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
    @CsvSource({
        "400, fragmentLengthMismatch",
        "400, invalidRequest",
        "405, notAllowed",
        "413, generalException",
        "422, x"
    })
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

        assertDelivered(upload);
        assertOnDriveOnce(CONTENT);
        assertThat(openings()).isEqualTo(2);
    }

    /** P2: a page that a gateway put there once does not cost the session. */
    @Test
    void onePageInsteadOfTheSessionsStateIsAskedAbout() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        drive().asking.next(1, 400, "html");

        home.serveUntilQuiet(LONG);

        assertThat(assertArrived(upload).tries().sessionsLost()).isZero();
        assertThat(openings()).isEqualTo(1);
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

    private String driveItems() {
        return home.account().driveId() + ".*";
    }

    /** Once the connection has been used. */
    private int callsOfACalmFile() {
        file("before.bin", new byte[10], Conflict.FAIL);
        home.serveTickets();
        int mark = home.account().calls().size();
        file("calm.bin", CONTENT, Conflict.FAIL);
        home.serveTickets();
        return home.account().callsSince(mark).size();
    }

    private int callsMade(String what, int since, int needed) {
        int made = home.account().callsSince(since).size();
        System.out.printf("fault 12: %s: calls made %d, needed %d%n", what, made, needed);
        return made;
    }
}
