package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each rule is told for, and what not: its query, run on lines as the app writes them, against the threshold that is deployed. */
class AlertsFireTest {
    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");
    /** Cases are so far apart that none looks back on another. */
    private static final Duration APART = Duration.ofDays(4);

    private final List<Engine.Line> lines = new ArrayList<>();
    private final List<Engine.Counted> counted = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();

    /** @param told by what it fires */
    private record Case(String rule, String what, Instant at, List<String> told) {}

    @Test
    void eachRuleFiresForItsTrouble_andNotForWhatIsOverOrNobodys() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        uploads();
        homes();
        passes();
        storageAndSecrets();
        doors();
        Map<String, AlertRule> rules =
                AlertRule.all().stream().collect(Collectors.toMap(AlertRule::name, Function.identity()));

        List<List<Map<String, Object>>> rows = engine.get()
                .ask(
                        lines,
                        counted,
                        cases.stream()
                                .map(one -> new Engine.Asked(
                                        rules.get(one.rule()).query(),
                                        one.at(),
                                        rules.get(one.rule()).looksBack()))
                                .toList());

        Map<String, List<String>> expected = new LinkedHashMap<>();
        Map<String, List<String>> fired = new LinkedHashMap<>();
        IntStream.range(0, cases.size()).forEach(n -> {
            Case one = cases.get(n);
            expected.put(one.rule() + ": " + one.what(), one.told());
            fired.put(
                    one.rule() + ": " + one.what(),
                    rules.get(one.rule()).firing(rows.get(n)).stream()
                            .map(by -> String.join(" ", by))
                            .toList());
        });
        assertThat(fired.entrySet()).containsExactlyInAnyOrderElementsOf(expected.entrySet());
        assertThat(cases.stream().map(Case::rule).distinct()).containsExactlyInAnyOrderElementsOf(rules.keySet());
    }

    private void uploads() {
        EventLine failed = upload(Event.UPLOAD_FAILED).with(Text.REASON, Reason.SESSION_LOST);
        given(90, failed).then("upload-failed", "nobody looked", "con1");
        given(90, failed).and(80, upload(Event.DISMISSED)).then("upload-failed", "dismissed");
        given(90, failed).and(80, upload(Event.RETRY)).then("upload-failed", "tried again");
        given(90, upload(Event.RETRY)).and(80, failed).then("upload-failed", "failed again", "con1");
        given(90, failed).and(80, Event.CONNECTION_REMOVED.of("con1")).then("upload-failed", "connection removed");
        given(90, upload(Event.UPLOAD_SUPERSEDED).with(Text.REASON, Reason.SUPERSEDED))
                .then("upload-failed", "overtaken");
        given(10, Event.TICKET_POISONED.line().with(Amount.CHARACTERS, 3)).then("ticket-poisoned", "of nobody", "none");
        given(10, Event.TICKET_POISONED.of("con1")).then("ticket-poisoned", "of a home", "con1");
        given(70, Event.TICKET_POISONED.of("con1")).then("ticket-poisoned", "long ago");
    }

    private void homes() {
        EventLine lapsed = Event.SIGN_IN_LAPSED.of("con1");
        given(62, lapsed).then("sign-in-required", "for an hour", "con1");
        given(58, lapsed).then("sign-in-required", "not so long");
        given(90, lapsed)
                .and(70, Event.SIGN_IN_ENDED.of("con1").with(Text.OUTCOME, "connected"))
                .then("sign-in-required", "signed in");
        given(90, lapsed).and(70, reading().with(Flag.SIGN_IN_REQUIRED, false)).then("sign-in-required", "read again");
        given(200, reading().with(Flag.SIGN_IN_REQUIRED, true))
                .and(20, reading().with(Flag.SIGN_IN_REQUIRED, true))
                .then("sign-in-required", "by readings alone", "con1");
        EventLine exceeded = reading().with(Text.DRIVE_STATE, DriveState.EXCEEDED);
        given(90, exceeded).then("drive-exceeded", "still", "con1");
        given(90, exceeded)
                .and(30, reading().with(Text.DRIVE_STATE, DriveState.NORMAL))
                .then("drive-exceeded", "room again");
        EventLine old = reading()
                .with(Amount.LAST_BACKUP_AGE_SECONDS, Duration.ofHours(200).toSeconds());
        given(30, old).then("backup-overdue", "long ago", "con1");
        given(30, old)
                .and(10, upload(Event.UPLOAD_DELIVERED).with(Text.KIND, Kind.BACKUP))
                .then("backup-overdue", "one came");
        given(30, old)
                .and(10, upload(Event.UPLOAD_DELIVERED).with(Text.KIND, Kind.FILE))
                .then("backup-overdue", "a file came", "con1");
        given(30, reading()).then("backup-overdue", "never one");
    }

    private void passes() {
        EventLine pass = Event.PASS_ENDED.line();
        given(17, pass).then("timer-silent", "for longer", "");
        given(13, pass).then("timer-silent", "not so long");
        given(3000, pass).then("timer-silent", "beyond what it looks back on", "");
        given(9, pass(Amount.OLDEST_DUE_SECONDS, 1_900)).then("queue-late", "half an hour", "");
        given(9, pass(Amount.OLDEST_DUE_SECONDS, 1_900))
                .and(4, pass(Amount.OLDEST_DUE_SECONDS, 0))
                .then("queue-late", "served");
        given(9, pass(Amount.OLDEST_STAGED_SECONDS, 90_000)).then("staging-old", "a day", "");
        given(9, pass(Amount.OLDEST_STAGED_SECONDS, 80_000)).then("staging-old", "less");
    }

    private void storageAndSecrets() {
        given(50, refusals(101, 429)).then("storage-refusing", "throttled", "vault");
        given(50, refusals(100, 429)).then("storage-refusing", "less often");
        given(50, refusals(101, 404)).then("storage-refusing", "not there");
        given(1500, secret(29)).then("client-secret-ends", "soon, told a day ago", "");
        given(1500, secret(29)).and(60, secret(300)).then("client-secret-ends", "another was put there");
        given(60, Event.CLIENT_SECRET_READ.line()).then("client-secret-ends", "nobody knows");
        given(60, token(13)).then("refresh-token-ends", "soon", "con1");
        given(60, token(13)).and(10, token(90)).then("refresh-token-ends", "stored anew");
    }

    private void doors() {
        given(50, repeated(5, Event.CALL_FAILED.line()))
                .counting("openUpload Count", 60)
                .then("doors-failing", "many", "");
        given(50, repeated(5, Event.CALL_FAILED.line()))
                .counting("openUpload Count", 200)
                .then("doors-failing", "few of many");
        given(50, repeated(5, Event.CALL_FAILED.line()))
                .counting("relay Count", 200)
                .then("doors-failing", "turns are no doors", "");
        given(50, repeated(4, Event.CALL_FAILED.line())).then("doors-failing", "few");
        given(50, Event.LIMIT_MET.of("con1").with(Text.CODE, "drive-full"))
                .then("limits-met", "full", "con1 drive-full");
        given(70, Event.LIMIT_MET.of("con1").with(Text.CODE, "drive-full")).then("limits-met", "long ago");
        given(50, Event.NOT_CONFIGURED.line()).then("operator-must-act", "settings", "settings");
        given(50, upload(Event.UPLOAD_WAITS).with(Text.REASON, Reason.OPERATOR))
                .then("operator-must-act", "secret", "registration-or-vault");
        given(50, upload(Event.UPLOAD_WAITS).with(Text.REASON, Reason.SPACE))
                .then("operator-must-act", "no matter of his");
    }

    private EventLine upload(Event event) {
        return event.of("con1").with(Text.UPLOAD_ID, "up1");
    }

    private static EventLine reading() {
        return Event.DRIVE_READING.of("con1");
    }

    private static EventLine pass(Amount amount, long value) {
        return Event.PASS_ENDED.line().with(amount, value);
    }

    private EventLine secret(int days) {
        return Event.CLIENT_SECRET_READ.line().with(Time.EXPIRES_AT, at().plus(Duration.ofDays(days)));
    }

    private EventLine token(int days) {
        return Event.TOKEN_REFRESHED.of("con1").with(Time.EXPIRES_AT, at().plus(Duration.ofDays(days)));
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

    private Instant at() {
        return NOW.plus(APART.multipliedBy(cases.size()));
    }

    private AlertsFireTest given(int minutesAgo, EventLine... told) {
        for (EventLine line : told) {
            lines.add(new Engine.Line(at().minus(Duration.ofMinutes(minutesAgo)), line.text()));
        }
        return this;
    }

    private AlertsFireTest and(int minutesAgo, EventLine... told) {
        return given(minutesAgo, told);
    }

    private AlertsFireTest counting(String name, long count) {
        counted.add(new Engine.Counted(at().minus(Duration.ofMinutes(20)), name, count));
        return this;
    }

    private void then(String rule, String what, String... told) {
        cases.add(new Case(rule, what, at(), List.of(told)));
    }
}
