package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driverelay.drive.DriveFault;
import io.driverelay.queries.Engine;
import io.driverelay.queries.Query;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.upload.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What queries of the workbook answer, asked as the runbook has them asked: as they stand in their files. */
class QueriesAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");

    private final List<Engine.Line> lines = new ArrayList<>();

    @Test
    void questionsAreAnswered() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        told(90, upload(Event.UPLOAD_FAILED, "dismissed").with(Text.REASON, Reason.SESSION_LOST));
        told(80, upload(Event.DISMISSED, "dismissed"));
        told(70, upload(Event.UPLOAD_EXPIRED, "dismissed"));
        told(60, upload(Event.UPLOAD_SUPERSEDED, "overtaken"));
        told(50, upload(Event.UPLOAD_FAILED, "tried again").with(Text.REASON, Reason.SESSION_LOST));
        told(40, upload(Event.UPLOAD_DELIVERED, "tried again").with(Amount.SENT_BYTES, 10_000_000_000L));
        told(30, upload(Event.UPLOAD_EXPIRED, "nobody went on"));
        told(20, Event.PUSH_NOT_TAKEN.of("con1").with(Text.DETAIL, "zzz, the first"));
        told(10, Event.PUSH_NOT_TAKEN.of("con1").with(Text.DETAIL, "aaa, the last"));
        told(9, Event.DRIVE_CALL_FAILED.of("con1").with(Text.FAULT, DriveFault.Kind.THROTTLED));
        told(8, Event.DRIVE_CALL_FAILED.of("con2").with(Text.FAULT, DriveFault.Kind.THROTTLED));
        Map<String, List<Map<String, Object>>> answers =
                answers(engine.get(), "success-rate", "recent-failures", "uploads", "pushes", "throttling", "costs");

        assertThat(answers.get("success-rate"))
                .singleElement()
                .satisfies(day -> assertThat(day)
                        .containsEntry("delivered", 1)
                        .containsEntry("failed", 1)
                        .containsEntry("expired", 1));
        assertThat(answers.get("recent-failures"))
                .extracting(row -> row.get("uploadId"))
                .containsExactly("tried again", "dismissed");
        assertThat(answers.get("uploads")).hasSize(4);
        assertThat(answers.get("pushes"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("lastDetail", "aaa, the last"));
        assertThat(answers.get("throttling"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("minutes", 2).containsEntry("homes", 2));
        assertThat(answers.get("costs"))
                .singleElement()
                .satisfies(row -> assertThat((Double) row.get("total")).isBetween(0.87, 0.88));
    }

    private Map<String, List<Map<String, Object>>> answers(Engine engine, String... names) {
        List<List<Map<String, Object>>> rows = engine.ask(
                lines,
                List.of(),
                List.of(names).stream()
                        .map(name -> new Engine.Asked(Query.read(name), NOW, Duration.ofDays(1)))
                        .toList());
        Map<String, List<Map<String, Object>>> answers = new LinkedHashMap<>();
        for (String name : names) {
            answers.put(name, rows.get(answers.size()));
        }
        return answers;
    }

    private void told(int minutesAgo, EventLine line) {
        lines.add(new Engine.Line(NOW.minus(Duration.ofMinutes(minutesAgo)), line.text()));
    }

    private static EventLine upload(Event event, String id) {
        return event.of("con1").with(Text.UPLOAD_ID, id);
    }
}
