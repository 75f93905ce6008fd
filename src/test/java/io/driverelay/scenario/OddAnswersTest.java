package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.Drive;
import io.driverelay.drive.NewFile;
import io.driverelay.relay.Pause;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that say something else than what happened: nothing of anybody's is touched for them, and none of them ends an upload. */
class OddAnswersTest extends FaultyWorld {
    private static final byte[] CONTENT = bytes(1000, 3);
    private static final Duration LONG = Duration.ofHours(6);

    /** A3. */
    @Test
    void itemThatALastAnswerNamesIsNotTaken_whereItIsNotTheFile() {
        backup("old.tar", CONTENT, Conflict.FAIL, "{}");
        home.serveTickets();
        Upload upload = backup("new.tar", CONTENT, Conflict.FAIL, "{}");
        String folder = home.connection().folder().id();
        answer(1, "PUT", 201, "{\"id\":\"" + folder + "\",\"name\":\"x\",\"folder\":{}}");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.connection().folder().id()).isEqualTo(folder);
        assertThat(home.account().namesIn(home.connection().folder().name())).contains("old.tar", "new.tar");
    }

    /** A3. */
    @Test
    void anotherFileThatALastAnswerNamesIsNotTouched() {
        file("theirs.bin", bytes(5, 1), Conflict.FAIL);
        home.serveTickets();
        Upload upload = file("mine.bin", CONTENT, Conflict.REPLACE);
        answer(
                1,
                "PUT",
                201,
                "{\"id\":\"" + home.account().idOf("theirs.bin") + "\",\"name\":\"theirs.bin\",\"size\":5}");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.onDrive("theirs.bin")).isEqualTo(bytes(5, 1));
        assertThat(home.onDrive("mine.bin")).isEqualTo(CONTENT);
    }

    /** C7. */
    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"1000-\"]", "[\"9999-\"]"})
    void sessionThatHoldsAllAndShowsNothingIsGivenUpForAnother(String ranges) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        answer(1, "PUT", 202, "{}");
        answer(40, "GET", 200, "{\"nextExpectedRanges\":" + ranges + "}");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.onDrive("f.bin")).isEqualTo(CONTENT);
    }

    /** P6. */
    @ParameterizedTest
    @ValueSource(ints = {405, 409, 412, 416, 422})
    void sessionThatOnlyRefusesToSayWhereItStandsIsGivenUpForAnother(int status) {
        Upload upload = file("f.bin", bytes(TWO_FRAGMENTS, 2), Conflict.FAIL);
        leaveInMidSession(upload);
        home.simulators.faults().answerNext(12, "GET", sessions(), status, Map.of(), "");

        home.serveUntilQuiet(Duration.ofDays(2));

        assertDelivered(upload);
    }

    /** A5b. */
    @ParameterizedTest
    @ValueSource(ints = {400, 405, 411, 413, 414, 415, 422, 431})
    void noFirstRefusalOfASessionEndsTheUpload(int status) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.simulators.faults().answerNext(1, "PUT", sessions(), status, Map.of(), "");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
    }

    /** C11. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 412, 416})
    void wishToBeLeftAloneIsHeard_inWhateverAnswerItComes(int status) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.simulators.faults().answerNext(1, "PUT", sessions(), status, Map.of("Retry-After", "120"), "");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
    }

    /** C11. */
    @ParameterizedTest
    @ValueSource(ints = {401, 404, 412})
    void wishToBeLeftAloneIsHeard_inTheAnswerOfASmallCall(int status) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.simulators.faults().answerNext(1, "GET", "approot", status, Map.of("Retry-After", "120"), "");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
    }

    @Test
    void retryOfWhatWaitedThirtyDaysMayWaitAgain() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        answerNext(1, "POST", "createUploadSession", 403, "serviceReadOnly");
        home.serveTickets();
        home.clock.move(Duration.ofDays(30).plusHours(1));
        home.upkeep.pass();
        assertFailed(upload, Reason.WAITED_TOO_LONG);

        home.retry.retry(home.connectionId, upload.id());
        answerNext(1, "POST", "createUploadSession", 403, "serviceReadOnly");
        home.serveTickets();
        home.upkeep.pass();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.WAITING);
    }

    @Test
    void timeOfTheLastReadingIsKept_whenTheNextOneFails() {
        home.upkeep.pass();
        home.clock.move(Duration.ofDays(3));
        home.upkeep.pass();
        Instant read = home.status.of(home.connection()).checkedAt();
        home.clock.move(Duration.ofMinutes(5));
        home.simulators.faults().answerNext(2, "GET", "/me/drive", 503, Map.of(), "");

        home.upkeep.pass();

        assertThat(home.status.of(home.connection()).checkedAt()).isEqualTo(read);
    }

    /** What somebody put in the file's place while it waited for its metadata is theirs. */
    @Test
    void contentThatSomebodyPutInItsPlaceIsLeftAlone_andNotCalledDelivered() {
        Upload upload = backup("b.tar", CONTENT, Conflict.REPLACE, "{}");
        answerNext(1, "PUT", "metadata.json", 507, "insufficientStorage");
        home.serveTickets();
        assertWaits(upload, Reason.SPACE);
        home.clock.move(Duration.ofMinutes(1));
        byte[] theirs = bytes(1000, 9);
        Drive drive = calls();
        drive.put(
                new NewFile(home.connection().folder().id(), "b.tar", theirs.length, true, home.clock.instant()),
                theirs);

        home.passTime(Duration.ofHours(3));

        assertThat(assertFailed(upload, Reason.NAME_TAKEN).standing().detail()).contains("in its place");
        assertThat(home.onDrive(home.connection().folder().name() + "/b.tar")).isEqualTo(theirs);
    }

    /** B1: the person can not sign in any more. */
    @Test
    void uploadOfAConnectionThatIsGoneEnds_thoughItWaitsForASignIn() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.clock.move(Duration.ofHours(2));
        home.simulators.authority().revoke(home.person);
        home.passTime(Duration.ofMinutes(30));
        assertWaits(upload, Reason.SIGN_IN);
        home.connections.delete(home.connectionId);

        home.passTime(Duration.ofMinutes(10));

        assertFailed(upload, Reason.CONNECTION_REMOVED);
    }

    /** Fault 17: far behind what it had confirmed. */
    @Test
    void sessionThatStandsFarBehindIsGoneOnWith() {
        byte[] content = bytes(TWO_FRAGMENTS, 5);
        Upload upload = file("f.bin", content, Conflict.FAIL);
        leaveInMidSession(upload);
        var read = home.uploads.find(home.connectionId, upload.id()).orElseThrow();
        home.uploads.replace(read.with(known -> known.with(known.checkpoint().at(6L << 20, null))));

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.onDrive("f.bin")).isEqualTo(content);
        assertThat(callsMatching(0, "POST .*createUploadSession")).isEqualTo(1);
    }

    /** P11, P6: a fragment that fails for ever does not have the file sent for ever. */
    @Test
    void fileIsSentAFewTimesAtMost_whileTheDriveFailsAtOneFragment() {
        Upload upload = file("f.bin", bytes(TWO_FRAGMENTS, 2), Conflict.FAIL);
        drive().cursedStatus = 500;
        drive().cursedCode = "generalException";
        drive().cursedSessions.set(Integer.MAX_VALUE);

        home.serveUntilQuiet(Duration.ofHours(5));

        assertThat(home.find(upload).state()).isEqualTo(UploadState.WAITING);
        assertThat(callsMatching(0, "POST .*createUploadSession")).isLessThanOrEqualTo(4);
    }

    /** The third session is not opened in the same breath as the second. */
    @Test
    void sessionsThatDieOneAfterAnotherAreNotUsedUpWithinAMinute() {
        drive().sessionGoneAtFragment = 2;
        drive().sessionsGone.set(2);
        Upload upload = file("f.bin", bytes(TWO_FRAGMENTS, 2), Conflict.FAIL);
        Pause resting = (howLong, cutoff) -> home.clock.move(howLong);

        home.tickets.serveOne(relay(stations(home.uploads, home.staging), resting, FIRST_FRAGMENT)::relay);

        assertThat(home.find(upload).tries().sessionsLost()).isEqualTo(2);
        assertThat(home.find(upload).state()).isEqualTo(UploadState.WAITING);
        home.serveUntilQuiet(LONG);
        assertDelivered(upload);
    }

    private void answer(int times, String method, int status, String json) {
        home.simulators
                .faults()
                .answerNext(times, method, sessions(), status, Map.of("Content-Type", "application/json"), json);
    }
}
