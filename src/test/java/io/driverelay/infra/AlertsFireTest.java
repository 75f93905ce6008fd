package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveState;
import io.driverelay.queries.Engine;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Flag;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each rule is told for, and what not: its query, run on lines as the app writes them, against the threshold that is deployed. */
class AlertsFireTest {
    /** An operator who watches no home but those that have hours of their own. */
    private static final String OF_NOBODY = "backup-overdue of 0";

    private final AlertCases cases = new AlertCases();

    @Test
    void eachRuleFiresForItsTrouble_andNotForWhatIsOverOrNobodys() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        uploads();
        homes();
        backups();
        passes();
        storageAndSecrets();
        doors();
        Map<String, AlertRule> rules =
                AlertRule.all().stream().collect(Collectors.toMap(AlertRule::name, Function.identity()));
        rules.put(OF_NOBODY, rules.get("backup-overdue").withOperatorHours(0));

        assertThat(cases.fired(engine.get(), rules).entrySet())
                .containsExactlyInAnyOrderElementsOf(cases.expected().entrySet());
        assertThat(cases.rules()).containsExactlyInAnyOrderElementsOf(rules.keySet());
    }

    private void uploads() {
        EventLine failed = upload(Event.UPLOAD_FAILED).with(Text.REASON, Reason.SESSION_LOST);
        cases.given(90, failed).then("upload-failed", "nobody looked", "con1");
        cases.given(90, failed).and(80, upload(Event.DISMISSED)).then("upload-failed", "dismissed");
        cases.given(90, failed).and(80, upload(Event.RETRY)).then("upload-failed", "tried again");
        cases.given(90, upload(Event.RETRY)).and(80, failed).then("upload-failed", "failed again", "con1");
        cases.given(90, failed)
                .and(80, Event.CONNECTION_REMOVED.of("con1"))
                .then("upload-failed", "connection removed");
        EventLine stands =
                stands(UploadState.FAILED).with(Time.SINCE_AT, cases.at().minus(Duration.ofDays(3)));
        cases.given(10, stands).then("upload-failed", "days ago, told just now", "con1");
        cases.given(50, stands).and(10, upload(Event.RETRY)).then("upload-failed", "days ago, tried again");
        cases.given(50, stands).and(10, upload(Event.UPLOAD_EXPIRED)).then("upload-failed", "days ago, expired");
        cases.given(50, stands)
                .and(10, Event.CONNECTION_REMOVED.of("con1"))
                .then("upload-failed", "days ago, connection removed");
        cases.given(50, upload(Event.RETRY)).and(10, stands).then("upload-failed", "stands so after a retry", "con1");
        cases.given(90, failed).and(10, stands(UploadState.WAITING)).then("upload-failed", "waits by now");
        cases.given(90, upload(Event.UPLOAD_SUPERSEDED).with(Text.REASON, Reason.SUPERSEDED))
                .then("upload-failed", "overtaken");
        cases.given(90, upload(Event.UPLOAD_FAILED).with(Text.REASON, Reason.SUPERSEDED))
                .then("upload-failed", "overtaken, told by a version before");
        cases.given(10, upload(Event.DISMISSED))
                .given(10, stands)
                .then("upload-failed", "dismissed while it was listed");
        poisoned();
    }

    private void poisoned() {
        cases.given(10, poisoned("uploads").with(Amount.CHARACTERS, 3))
                .then("ticket-poisoned", "of nobody", "none uploads");
        EventLine ticket = poisoned("uploads").with(Text.CONNECTION_ID, "con1");
        cases.given(10, ticket)
                .and(9, poisoned("pushes").with(Text.CONNECTION_ID, "con1"))
                .then("ticket-poisoned", "of a home", "con1 uploads", "con1 pushes");
        cases.given(10, poisoned("shares").with(Amount.SHARE, 3)).then("ticket-poisoned", "a share", "none shares");
        cases.given(70, ticket).then("ticket-poisoned", "long ago");
    }

    private static EventLine poisoned(String queue) {
        return Event.TICKET_POISONED.line().with(Text.QUEUE, queue);
    }

    private void homes() {
        EventLine lapsed = Event.SIGN_IN_LAPSED.of("con1");
        cases.given(62, lapsed).then("sign-in-required", "for an hour", "con1");
        cases.given(58, lapsed).then("sign-in-required", "not so long");
        cases.given(90, lapsed)
                .and(70, Event.SIGN_IN_ENDED.of("con1").with(Text.OUTCOME, "connected"))
                .then("sign-in-required", "signed in");
        cases.given(90, lapsed)
                .and(70, reading().with(Flag.SIGN_IN_REQUIRED, false).with(Flag.STALE, false))
                .then("sign-in-required", "read again");
        cases.given(90, lapsed)
                .and(89, reading().with(Flag.SIGN_IN_REQUIRED, false).with(Flag.STALE, true))
                .then("sign-in-required", "lapsed in the pass that tells it", "con1");
        cases.given(33, Event.SIGN_IN_ENDED.of("con1").with(Text.OUTCOME, "connected"))
                .and(
                        30,
                        reading()
                                .with(Flag.SIGN_IN_REQUIRED, true)
                                .with(Time.LAPSED_AT, cases.at().minus(Duration.ofDays(8))))
                .then("sign-in-required", "signed in during the pass that tells it");
        cases.given(200, reading().with(Flag.SIGN_IN_REQUIRED, true))
                .and(20, reading().with(Flag.SIGN_IN_REQUIRED, true))
                .then("sign-in-required", "by readings alone", "con1");
        EventLine since = reading()
                .with(Flag.SIGN_IN_REQUIRED, true)
                .with(Time.LAPSED_AT, cases.at().minus(Duration.ofDays(8)));
        cases.given(10, since).then("sign-in-required", "long ago, told just now", "con1");
        cases.given(30, since)
                .and(10, Event.SIGN_IN_ENDED.of("con1").with(Text.OUTCOME, "connected"))
                .then("sign-in-required", "long ago, signed in");
        cases.given(200, reading()).and(100, reading()).then("sign-in-required", "nobody has signed in yet");
        cases.given(200, own(made(49), 48)).then("sign-in-required", "nobody has signed in yet, with own hours");
        EventLine exceeded = reading().with(Text.DRIVE_STATE, DriveState.EXCEEDED);
        cases.given(90, exceeded).then("drive-exceeded", "still", "con1");
        cases.given(90, exceeded)
                .and(30, reading().with(Text.DRIVE_STATE, DriveState.NORMAL))
                .then("drive-exceeded", "room again");
    }

    /** The operator's hours are 192. */
    private void backups() {
        EventLine old = backup(200);
        cases.given(30, old).then("backup-overdue", "long ago", "con1");
        cases.given(30, old)
                .and(10, upload(Event.UPLOAD_DELIVERED).with(Text.KIND, Kind.BACKUP))
                .then("backup-overdue", "one came");
        cases.given(30, old)
                .and(10, upload(Event.UPLOAD_DELIVERED).with(Text.KIND, Kind.FILE))
                .then("backup-overdue", "a file came", "con1");
        cases.given(30, old).and(10, Event.CONNECTION_REMOVED.of("con1")).then("backup-overdue", "connection removed");
        cases.given(30, reading()).then("backup-overdue", "never one");
        cases.given(30, old).then(OF_NOBODY, "long ago");
        cases.given(30, own(backup(49), 48)).then(OF_NOBODY, "beyond its own", "con1");
        cases.given(30, own(backup(49), 48)).then("backup-overdue", "beyond its own, shorter", "con1");
        cases.given(30, own(backup(47), 48)).then("backup-overdue", "within its own, shorter");
        cases.given(30, own(backup(200), 300)).then("backup-overdue", "within its own, longer");
        cases.given(30, own(backup(301), 300)).then("backup-overdue", "beyond its own, longer", "con1");
        cases.given(30, own(backup(5_000), 0)).then("backup-overdue", "it is not watched");
        cases.given(90, old).and(30, own(backup(201), 300)).then("backup-overdue", "it got its own");
        cases.given(90, own(backup(200), 300))
                .and(30, backup(201))
                .then("backup-overdue", "its own were taken back", "con1");
        cases.given(30, own(made(49), 48)).then("backup-overdue", "never one, beyond its own", "con1");
        cases.given(30, own(made(47), 48)).then("backup-overdue", "never one, within its own");
        cases.given(30, own(made(49), 48))
                .and(10, upload(Event.UPLOAD_DELIVERED).with(Text.KIND, Kind.FILE))
                .then("backup-overdue", "files alone, beyond its own", "con1");
        cases.given(30, own(made(49), 48))
                .and(10, upload(Event.UPLOAD_DELIVERED).with(Text.KIND, Kind.BACKUP))
                .then("backup-overdue", "its first came");
        cases.given(90, own(made(300), 48)).and(30, reading()).then("backup-overdue", "never one, its own taken back");
        cases.given(90, own(made(49), 48))
                .and(30, own(reading(), 48))
                .then("backup-overdue", "nothing known now", "con1");
    }

    private void passes() {
        EventLine pass = Event.PASS_ENDED.line();
        cases.given(17, pass).then("timer-silent", "for longer", "");
        cases.given(13, pass).then("timer-silent", "not so long");
        cases.given(3000, pass).then("timer-silent", "beyond what it looks back on", "");
        cases.given(9, pass(Amount.OLDEST_DUE_SECONDS, 1_900)).then("queue-late", "half an hour", "");
        cases.given(9, pass(Amount.OLDEST_DUE_SECONDS, 1_900))
                .and(4, pass(Amount.OLDEST_DUE_SECONDS, 0))
                .then("queue-late", "served");
        cases.given(9, pass(Amount.OLDEST_STAGED_SECONDS, 90_000)).then("staging-old", "a day", "");
        cases.given(9, pass(Amount.OLDEST_STAGED_SECONDS, 80_000)).then("staging-old", "less");
    }

    private void storageAndSecrets() {
        cases.given(50, refusals(101, 429)).then("storage-refusing", "throttled", "vault");
        cases.given(50, refusals(100, 429)).then("storage-refusing", "less often");
        cases.given(50, refusals(101, 404)).then("storage-refusing", "not there");
        cases.given(1500, secret(29)).then("client-secret-ends", "soon, told a day ago", "");
        cases.given(1500, secret(29)).and(60, secret(300)).then("client-secret-ends", "another was put there");
        cases.given(60, Event.CLIENT_SECRET_READ.line()).then("client-secret-ends", "nobody knows");
        cases.given(60, token(13)).then("refresh-token-ends", "soon", "con1");
        cases.given(60, token(13)).and(10, token(90)).then("refresh-token-ends", "stored anew");
    }

    private void doors() {
        cases.given(50, repeated(5, Event.CALL_FAILED.line()))
                .counting("openUpload Count", 60)
                .then("doors-failing", "many", "");
        cases.given(50, repeated(5, Event.CALL_FAILED.line()))
                .counting("openUpload Count", 200)
                .then("doors-failing", "few of many");
        cases.given(50, repeated(5, Event.CALL_FAILED.line()))
                .counting("relay Count", 200)
                .then("doors-failing", "turns are no doors", "");
        cases.given(50, repeated(4, Event.CALL_FAILED.line())).then("doors-failing", "few");
        cases.given(50, repeated(50, withoutDrive(DriveFault.Kind.UNREACHABLE)))
                .and(40, repeated(4, withoutDrive(DriveFault.Kind.REFUSED)))
                .counting("openUpload Count", 60)
                .then("doors-failing", "OneDrive's outage");
        cases.given(50, repeated(5, withoutDrive(DriveFault.Kind.REFUSED)))
                .counting("openUpload Count", 60)
                .then("doors-failing", "OneDrive refuses what it is asked", "");
        cases.given(50, Event.LIMIT_MET.of("con1").with(Text.CODE, "drive-full"))
                .then("limits-met", "full", "con1 drive-full");
        cases.given(70, Event.LIMIT_MET.of("con1").with(Text.CODE, "drive-full"))
                .then("limits-met", "long ago");
        cases.given(50, Event.NOT_CONFIGURED.line()).then("operator-must-act", "settings", "settings");
        cases.given(50, upload(Event.UPLOAD_WAITS).with(Text.REASON, Reason.OPERATOR))
                .then("operator-must-act", "secret", "registration-or-vault");
        cases.given(50, upload(Event.UPLOAD_WAITS).with(Text.REASON, Reason.SPACE))
                .then("operator-must-act", "no matter of his");
    }

    private EventLine stands(UploadState state) {
        return upload(Event.UPLOAD_STANDS).with(Text.UPLOAD_STATE, state).with(Text.REASON, Reason.SESSION_LOST);
    }

    private static EventLine withoutDrive(DriveFault.Kind fault) {
        return Event.CALL_WITHOUT_DRIVE.of("con1").with(Text.FAULT, fault);
    }

    private EventLine upload(Event event) {
        return event.of("con1").with(Text.UPLOAD_ID, "up1");
    }

    private static EventLine reading() {
        return Event.DRIVE_READING.of("con1");
    }

    private static EventLine backup(int hoursAgo) {
        return reading()
                .with(Amount.LAST_BACKUP_AGE_SECONDS, Duration.ofHours(hoursAgo).toSeconds());
    }

    private static EventLine made(int hoursAgo) {
        return reading()
                .with(Amount.CONNECTION_AGE_SECONDS, Duration.ofHours(hoursAgo).toSeconds());
    }

    private static EventLine own(EventLine reading, int hours) {
        return reading.with(Amount.BACKUP_OVERDUE_HOURS, hours);
    }

    private static EventLine pass(Amount amount, long value) {
        return Event.PASS_ENDED.line().with(amount, value);
    }

    private EventLine secret(int days) {
        return Event.CLIENT_SECRET_READ.line().with(Time.EXPIRES_AT, cases.at().plus(Duration.ofDays(days)));
    }

    private EventLine token(int days) {
        return Event.TOKEN_REFRESHED.of("con1").with(Time.EXPIRES_AT, cases.at().plus(Duration.ofDays(days)));
    }

    private static EventLine[] refusals(int times, int status) {
        return repeated(
                times,
                Event.STORAGE_CALL_FAILED
                        .line()
                        .with(Text.SERVICE, StorageUnavailable.Service.VAULT)
                        .with(Amount.STATUS, status));
    }

    private static EventLine[] repeated(int times, EventLine line) {
        return IntStream.range(0, times).mapToObj(n -> line).toArray(EventLine[]::new);
    }
}
