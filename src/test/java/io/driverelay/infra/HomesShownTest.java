package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driverelay.drive.DriveState;
import io.driverelay.queries.Engine;
import io.driverelay.queries.Query;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the workbook shows of each home: whether its backup is overdue, by the same hours as the alert. */
class HomesShownTest {
    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");

    private static final Instant SINCE = NOW.minus(Duration.ofHours(37));

    private final List<Engine.Line> lines = new ArrayList<>();

    @Test
    void backupIsOverdueByTheHomesOwnHours_orTheOperators() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        told(30, backup("within", 35));
        told(30, backup("beyond", 37));
        told(30, own(backup("within its own", 37), 48));
        told(30, own(backup("beyond its own", 3), 2));
        told(30, own(backup("not watched", 900), 0));
        told(30, reading("never one"));
        told(30, own(made("never one, beyond its own", 3), 2));
        told(30, own(made("never one, within its own", 3), 48));
        told(30, own(backup("one came", 90), 48));
        told(5, Event.UPLOAD_DELIVERED.of("one came").with(Text.KIND, Kind.BACKUP));

        Map<Object, Object> overdue = new LinkedHashMap<>();
        shown(engine.get()).forEach(row -> overdue.put(row.get("connectionId"), row.get("overdue")));

        assertThat(overdue)
                .containsOnly(
                        Map.entry("within", "no"),
                        Map.entry("beyond", "yes"),
                        Map.entry("within its own", "no"),
                        Map.entry("beyond its own", "yes"),
                        Map.entry("not watched", "not watched"),
                        Map.entry("never one", "not watched"),
                        Map.entry("never one, beyond its own", "yes"),
                        Map.entry("never one, within its own", "no"),
                        Map.entry("one came", "no"));
    }

    @Test
    void driveOfAHomeThatNobodySignedInYetWantsASignIn() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        told(30, own(made("never", 3), 48).with(Text.DRIVE_STATE, DriveState.UNKNOWN));
        told(30, reading("signed in").with(Flag.SIGN_IN_REQUIRED, false).with(Text.DRIVE_STATE, DriveState.NEARING));
        told(30, reading("lapsed").with(Flag.SIGN_IN_REQUIRED, true).with(Text.DRIVE_STATE, DriveState.NORMAL));

        assertThat(shown(engine.get()))
                .extracting(row -> row.get("connectionId") + " " + row.get("drive"))
                .containsExactlyInAnyOrder("never signInRequired", "signed in nearing", "lapsed signInRequired");
    }

    @Test
    void uploadThatHasWaitedOrFailedForDaysIsShown_untilSomethingElseIsToldOfIt() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        told(50, reading("home").with(Text.DRIVE_STATE, DriveState.NORMAL));
        told(40, stands("waits", UploadState.WAITING, Reason.SIGN_IN));
        told(40, stands("failed", UploadState.FAILED, Reason.NAME_TAKEN));
        told(40, stands("went on", UploadState.FAILED, Reason.NAME_TAKEN));
        told(30, upload(Event.RETRY, "went on"));
        told(40, stands("arrived", UploadState.WAITING, Reason.SIGN_IN));
        told(30, upload(Event.UPLOAD_DELIVERED, "arrived").with(Text.KIND, Kind.BACKUP));

        assertThat(shown(engine.get()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("waiting", 1)
                        .containsEntry("failed", 1)
                        .containsEntry("underWay", 1)
                        .hasEntrySatisfying(
                                "reasons",
                                why -> assertThat(why.toString().split(", "))
                                        .containsExactlyInAnyOrder("signIn", "nameTaken")));
        assertThat(answer(engine.get(), Query.read("glance")))
                .extracting(row -> row.get("what") + ": " + row.get("number"))
                .contains("uploads waiting: 1", "uploads failed: 1", "under way: 1", "delivered in 24 h: 1");
        assertThat(answer(engine.get(), Query.read("uploads").with(Map.of("connection", "*"))))
                .extracting(row -> row.get("uploadId") + " " + row.get("event") + " " + row.get("firstAt"))
                .containsExactlyInAnyOrder(
                        "waits upload-waits " + SINCE,
                        "failed upload-failed " + SINCE,
                        "went on retry " + SINCE,
                        "arrived upload-delivered " + SINCE);
    }

    @Test
    void homeThatNobodySignedInYetIsCountedAmongTheSignInsWanted() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        told(30, reading("never").with(Text.DRIVE_STATE, DriveState.UNKNOWN));
        told(30, reading("signed in").with(Flag.SIGN_IN_REQUIRED, false).with(Text.DRIVE_STATE, DriveState.NORMAL));

        assertThat(answer(engine.get(), Query.read("glance")))
                .extracting(row -> row.get("what") + ": " + row.get("number"))
                .contains("homes: 2", "sign-ins wanted: 1");
    }

    private List<Map<String, Object>> shown(Engine engine) {
        return answer(engine, Query.read("homes"));
    }

    private List<Map<String, Object>> answer(Engine engine, Query query) {
        return engine.ask(lines, List.of(), List.of(new Engine.Asked(query, NOW, Duration.ofDays(1))))
                .get(0);
    }

    private static EventLine stands(String upload, UploadState state, Reason reason) {
        return upload(Event.UPLOAD_STANDS, upload)
                .with(Text.UPLOAD_STATE, state)
                .with(Text.REASON, reason)
                .with(Time.SINCE_AT, SINCE);
    }

    private static EventLine upload(Event event, String upload) {
        return event.of("home").with(Text.UPLOAD_ID, upload);
    }

    private void told(int minutesAgo, EventLine line) {
        lines.add(new Engine.Line(NOW.minus(Duration.ofMinutes(minutesAgo)), line.text()));
    }

    private static EventLine reading(String home) {
        return Event.DRIVE_READING.of(home);
    }

    private static EventLine backup(String home, int hoursAgo) {
        return reading(home)
                .with(Amount.LAST_BACKUP_AGE_SECONDS, Duration.ofHours(hoursAgo).toSeconds());
    }

    private static EventLine made(String home, int hoursAgo) {
        return reading(home)
                .with(Amount.CONNECTION_AGE_SECONDS, Duration.ofHours(hoursAgo).toSeconds());
    }

    private static EventLine own(EventLine reading, int hours) {
        return reading.with(Amount.BACKUP_OVERDUE_HOURS, hours);
    }
}
