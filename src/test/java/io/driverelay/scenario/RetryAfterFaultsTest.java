package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.Pauses;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks to be left alone is left alone, by everybody and for as long as was asked; no early call, the simulators see to it. */
class RetryAfterFaultsTest extends FaultyWorld {
    private static final String FOREVER = "Fri, 31 Dec 9999 23:59:59 GMT";

    /** Fault 11, C11: wherever the drive asks for it. */
    @ParameterizedTest
    @CsvSource({
        "GET, items/, 429, 300",
        "POST, createUploadSession, 429, 10",
        "POST, createUploadSession, 503, 3600",
        "PUT, /up/, 429, 300",
        "PUT, /up/, 503, 10",
        "GET, /up/, 429, 3600",
        "PUT, metadata.json, 429, 300",
        "PUT, metadata.json, 503, 10"
    })
    void driveIsLeftAlone_whereverItAsksForIt(String method, String where, int status, long seconds) {
        if (method.equals("GET") && where.equals("/up/")) {
            answerNext(1, "PUT", sessions(), 503, "serviceNotAvailable");
        }
        String of = where.equals("/up/") ? sessions() : where;
        ask(method, of, status, Long.toString(seconds));
        Instant begun = home.clock.instant();
        Upload upload = backup("b.tar", bytes(1000, 1), Conflict.FAIL, "{}");

        home.serveUntilQuiet(LONG);

        Upload delivered = assertDelivered(upload);
        assertThat(delivered.tries().sessionsLost() + delivered.tries().refusals())
                .isZero();
        assertThat(passedSince(begun)).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 60));
        assertThat(home.told.contains("waiting DRIVE")).isEqualTo(seconds > 30);
    }

    /** Fault 11, B4, P20: however it says so, a date or an absurd number, and never for longer than an hour. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"9999999 | 3600", "2592000 | 3600", FOREVER + " | 3600", "date | 300"})
    void longPauseIsAnHourAtMost_howeverItIsAskedFor(String header, long seconds) {
        Instant begun = home.clock.instant();
        String asked = header.equals("date") ? date(begun.plusSeconds(seconds)) : header;
        ask("POST", "createUploadSession", 429, asked);
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        home.serveTickets();
        assertThat(assertWaits(upload, Reason.DRIVE).standing().detail()).contains("alone until");

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(passedSince(begun)).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 60));
    }

    /** Fault 11: without a number it is tried in the turn, after 1, 2, 4 seconds, and then later. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void throttlingWithoutANumberIsMetWithBackoff(int times) {
        answerNext(times, "POST", "createUploadSession", 429, "activityLimitReached");
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.rests.subList(0, 3))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(home.told.contains("waiting DRIVE")).isEqualTo(times > 5);
    }

    /** Fault 11: the pause is the drive's: another home of it, the timer and a cancel keep it as well. */
    @Test
    void nobodyCallsTheDrive_whileOneOfItsHomesWasAskedToWait() {
        Upload first = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        String firstHome = home.connectionId;
        moveToAnotherHomeOfTheSameDrive();
        ask("POST", "createUploadSession", 429, "3600");
        home.serveTickets();
        int mark = home.account().calls().size();
        Upload second = file("g.bin", bytes(1000, 2), Conflict.FAIL);
        Upload given = file("h.bin", bytes(1000, 3), Conflict.FAIL);
        home.serveTickets();
        home.cancel.cancel(home.connectionId, given.id(), true);

        home.passTime(Duration.ofMinutes(55));

        assertThat(home.account().callsSince(mark)).isEmpty();
        assertWaits(second, Reason.DRIVE);
        home.serveUntilQuiet(LONG);
        assertDelivered(second);
        home.connectionId = firstHome;
        assertDelivered(first);
    }

    /** Fault 11: also when it says so to the end of a session, which nobody depends on. */
    @Test
    void driveIsLeftAlone_whenItAsksForItAtTheEndOfASession() {
        Upload cancelled = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(cancelled);
        home.cancel.cancel(home.connectionId, cancelled.id(), true);
        ask("DELETE", sessions(), 429, "3600");
        home.serveTickets();
        assertThat(home.find(cancelled).state()).isEqualTo(UploadState.CANCELLED);
        int mark = home.account().calls().size();
        Upload next = file("g.bin", bytes(1000, 2), Conflict.FAIL);

        home.passTime(Duration.ofMinutes(55));

        assertThat(home.account().callsSince(mark)).isEmpty();
        home.serveUntilQuiet(LONG);
        assertDelivered(next);
    }

    /** Fault 11, C11: nor does a cancel of a file that may have arrived; it is looked for when the time is over. */
    @Test
    void cancelOfWhatMayHaveArrivedWaitsForTheDrivesTime() {
        drive().lostLastAnswers.set(1);
        ask("GET", sessions(), 429, "600");
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.serveTickets();
        assertWaits(upload, Reason.DRIVE);
        int mark = home.account().calls().size();

        home.cancel.cancel(home.connectionId, upload.id(), true);
        home.serveTickets();
        assertThat(home.account().callsSince(mark)).isEmpty();
        assertThat(home.find(upload).isEnded()).isFalse();

        home.serveUntilQuiet(LONG);
        assertDelivered(upload);
    }

    /** B4, P20: a person's retry may try once before its time, and no oftener. */
    @Test
    void retryTriesOnceBeforeItsTime() {
        home.pauses.pauseUntil(
                Pauses.ofDrive(home.account().driveId()), home.clock.instant().plusSeconds(3600));
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        home.serveTickets();
        assertWaits(upload, Reason.DRIVE);
        drive().everything.always(503, "serviceNotAvailable");
        int mark = home.account().calls().size();

        home.retry.retry(home.connectionId, upload.id());
        home.serveTickets();
        assertWaits(upload, Reason.DRIVE);
        assertThat(home.account().callsSince(mark)).hasSize(1);

        drive().everything.end();
        home.clock.move(Duration.ofMinutes(1));
        home.retry.retry(home.connectionId, upload.id());
        home.serveTickets();
        assertDelivered(upload);
    }

    /** P19: the sign-in service's own wish is kept from every turn and pass, and is not the drive's. */
    @Test
    void signInServiceIsLeftAloneForItsTime() {
        Upload first = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        Upload second = file("g.bin", bytes(1000, 2), Conflict.FAIL);
        home.clock.move(Duration.ofHours(2));
        ask("POST", "oauth2/v2.0/token", 429, "600");
        home.serveTickets();

        assertWaits(first, Reason.SIGN_IN_SERVICE);
        assertWaits(second, Reason.SIGN_IN_SERVICE);
        assertThat(home.pauses.notBefore(Pauses.ofDrive(home.account().driveId())))
                .isEmpty();
        home.passTime(Duration.ofMinutes(9));
        assertWaits(first, Reason.SIGN_IN_SERVICE);
        home.serveUntilQuiet(LONG);
        assertDelivered(first);
        assertDelivered(second);
        assertThat(home.connection().signInRequired()).isFalse();
    }

    private void ask(String method, String path, int status, String retryAfter) {
        home.simulators.faults().answerNext(1, method, path, status, Map.of("Retry-After", retryAfter), "");
    }

    private Duration passedSince(Instant begun) {
        return Duration.between(begun, home.clock.instant());
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
    }
}
