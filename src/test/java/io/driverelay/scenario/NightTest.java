package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driverelay.infra.AlertRule;
import io.driverelay.queries.Engine;
import io.driverelay.queries.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A night in which much goes wrong, what each alert says of it and what the workbook shows: the app's own lines, the very queries, an engine that runs them. */
class NightTest extends BadNight {
    private static final Path PAGE = Path.of("docs", "night.md");
    private static final String HEAD = "| alert | for | found |\n|---|---|---|\n";
    private static final Duration STEP = Duration.ofMinutes(15);

    /** The page says what was told; {@code -Ddocs=overwrite} writes it anew. */
    @Test
    void eachTroubleThatWantsSomebodyIsToldOnce_andNothingElse() throws IOException {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());

        List<Engine.Line> lines = NightLog.of(home.clock, this::night);
        List<String> said = said(engine.get(), lines);

        assertThat(said)
                .extracting(row -> row.replaceAll(" \\| [^|]* \\|$", ""))
                .containsExactly(
                        "| `drive-exceeded` | full",
                        "| `sign-in-required` | lapsed",
                        "| `timer-silent` | the relay",
                        "| `upload-failed` | taken");

        assertTheWorkbookShowsIt(engine.get(), lines);
        String text = Files.readString(PAGE);
        String table = text.substring(0, text.lastIndexOf(HEAD) + HEAD.length()) + String.join("\n", said) + "\n";
        if (System.getProperty("docs", "").equals("overwrite")) {
            Files.writeString(PAGE, table);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(table);
    }

    /** Each query of the workbook, over the whole night. */
    private void assertTheWorkbookShowsIt(Engine engine, List<Engine.Line> lines) {
        Map<String, String> parameters = Map.of(
                "connection",
                "*",
                "upload",
                died,
                "memoryGb",
                "2",
                "gbSecondPrice",
                "0.000026",
                "egressGbPrice",
                "0.087");
        List<Query> queries =
                Query.all().stream().map(query -> query.with(parameters)).toList();
        Instant morning = home.clock.instant();
        List<List<Map<String, Object>>> rows = engine.ask(
                lines,
                List.of(),
                queries.stream()
                        .map(query -> new Engine.Asked(query, morning, Duration.ofDays(1)))
                        .toList());
        Map<String, List<Map<String, Object>>> shown = new TreeMap<>();
        queries.forEach(query -> shown.put(query.name(), rows.get(shown.size())));

        assertThat(shown.get("homes"))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("waiting", 0)
                        .containsEntry("failed", 0)
                        .containsEntry("overdue", "no")
                        .containsEntry("drive", "normal"));
        assertThat(shown.get("success-rate"))
                .extracting(row -> row.get("delivered"))
                .containsExactly(5, 3);
        assertThat(shown.get("upload-way"))
                .extracting(row -> row.get("event"))
                .contains("upload-opened", "upload-committed", "session-opened", "upload-delivered")
                .containsOnlyOnce("upload-delivered");
        assertThat(shown.get("upload-way"))
                .filteredOn(row -> row.get("event").equals("turn-began"))
                .hasSize(2);
        assertThat(shown.get("throttling")).anySatisfy(row -> assertThat(row).containsEntry("answer", 429));
        assertThat(shown.get("costs")).extracting(row -> row.get("uploads")).containsExactlyInAnyOrder(1, 2, 2, 2, 2);
        assertThat(shown.get("costs"))
                .filteredOn(row -> (Double) row.get("sentGb") > 0)
                .hasSize(2)
                .allSatisfy(row -> assertThat((Double) row.get("total")).isPositive());
        assertThat(shown.get("phases"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("phase", "end to end")
                        .containsEntry("kind", "backup")
                        .containsEntry("uploads", 8));
        assertThat(shown.get("uploads")).hasSize(9);
        assertThat(shown.get("passes")).isNotEmpty();
        assertThat(shown.get("changes")).isNotEmpty();
        assertThat(shown.get("recent-failures")).isNotEmpty();
    }

    /** A row for each alert and what it is told by: from when on it was found, and until when. */
    private List<String> said(Engine engine, List<Engine.Line> lines) {
        List<AlertRule> rules = AlertRule.all();
        List<Instant> times = new ArrayList<>();
        for (Instant at = evening.plus(STEP); !at.isAfter(home.clock.instant()); at = at.plus(STEP)) {
            times.add(at);
        }
        List<Engine.Asked> asked = times.stream()
                .flatMap(at -> rules.stream().map(rule -> new Engine.Asked(rule.query(), at, rule.looksBack())))
                .toList();
        List<List<Map<String, Object>>> answers = engine.ask(lines, List.of(), asked);
        Map<String, List<Instant>> found = new TreeMap<>();
        for (int n = 0; n < asked.size(); n++) {
            AlertRule rule = rules.get(n % rules.size());
            Instant at = asked.get(n).at();
            rule.firing(answers.get(n))
                    .forEach(by -> found.computeIfAbsent(
                                    "| `" + rule.name() + "` | " + names(by), name -> new ArrayList<>())
                            .add(at));
        }
        return found.entrySet().stream()
                .flatMap(one -> spans(one.getValue()).map(span -> one.getKey() + " | " + span + " |"))
                .toList();
    }

    private String names(List<String> by) {
        Map<String, String> names = houses.entrySet().stream()
                .collect(Collectors.toMap(one -> one.getValue().connectionId(), Map.Entry::getKey));
        return by.isEmpty()
                ? "the relay"
                : by.stream().map(value -> names.getOrDefault(value, value)).collect(Collectors.joining(", "));
    }

    /** Told anew only where it was not found in between. */
    private static Stream<String> spans(List<Instant> times) {
        List<String> spans = new ArrayList<>();
        Instant first = times.get(0);
        for (int n = 0; n < times.size(); n++) {
            boolean goesOn =
                    n + 1 < times.size() && times.get(n + 1).equals(times.get(n).plus(STEP));
            if (!goesOn) {
                spans.add(time(first) + " to " + time(times.get(n)));
                first = n + 1 < times.size() ? times.get(n + 1) : first;
            }
        }
        return spans.stream();
    }

    private static String time(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalTime().toString();
    }
}
