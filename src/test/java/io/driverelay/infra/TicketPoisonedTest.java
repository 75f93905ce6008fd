package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driverelay.queries.Engine;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator who is told of poisoned messages sees of them. */
class TicketPoisonedTest {
    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");

    @Test
    void eachQueueHasItsRow_andOfItsUploadsFive() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        List<Engine.Line> lines = new ArrayList<>();
        for (int n = 0; n < 14; n++) {
            lines.add(poisoned("uploads", "up" + n % 7));
        }
        lines.add(poisoned("pushes", "up1"));
        lines.add(poisoned("shares", null));
        AlertRule rule = AlertRule.all().stream()
                .filter(one -> one.name().equals("ticket-poisoned"))
                .findFirst()
                .orElseThrow();

        List<Map<String, Object>> rows = engine.get()
                .ask(lines, List.of(), List.of(new Engine.Asked(rule.query(), NOW, rule.looksBack())))
                .get(0);

        assertThat(rows)
                .extracting(row -> row.get("queue") + " " + row.get("messages"))
                .containsExactlyInAnyOrder("uploads 14", "pushes 1", "shares 1");
        assertThat(ids(rows, "uploads").split(", "))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("up[0-6]"));
        assertThat(ids(rows, "pushes")).isEqualTo("up1");
        assertThat(ids(rows, "shares")).isEmpty();
    }

    private static String ids(List<Map<String, Object>> rows, String queue) {
        return rows.stream()
                .filter(row -> queue.equals(row.get("queue")))
                .map(row -> row.get("uploadIds"))
                .map(ids -> ids == null ? "" : ids.toString())
                .findFirst()
                .orElseThrow();
    }

    private static Engine.Line poisoned(String queue, String uploadId) {
        return new Engine.Line(
                NOW.minusSeconds(60),
                Event.TICKET_POISONED
                        .of("con1")
                        .with(Text.QUEUE, queue)
                        .with(Text.UPLOAD_ID, uploadId)
                        .text());
    }
}
