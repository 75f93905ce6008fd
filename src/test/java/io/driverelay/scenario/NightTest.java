package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driverelay.queries.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A night in which much goes wrong, what each alert says of it and what the workbook shows: the app's own lines, the very queries, an engine that
 * runs them. {@code -Ddocs=overwrite} writes the tables of the page anew, {@code -Dpictures=overwrite} its pictures, by Chromium.
 */
class NightTest extends BadNight {
    @Test
    void eachTroubleThatWantsSomebodyIsToldOnce_andTheWorkbookShowsIt() throws Exception {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        List<Engine.Line> lines = NightLog.of(home.clock, this::night);
        Instant tenToSix = evening.plus(Duration.ofMinutes(7 * 60 + 50));

        List<List<Object>> said = new NightAlerts(engine.get(), lines, this::named).said(evening, home.clock.instant());
        var inTheMorning = new NightWorkbook(engine.get(), lines, home.clock.instant(), died);
        var atTenToSix = new NightWorkbook(engine.get(), lines, tenToSix, died);

        assertThat(said)
                .extracting(row -> row.get(0) + " for " + row.get(1))
                .containsExactly(
                        "`drive-exceeded` for full",
                        "`sign-in-required` for lapsed",
                        "`timer-silent` for the relay",
                        "`upload-failed` for taken");
        assertShowsTroubles(atTenToSix.rows);
        assertShowsTheNight(inTheMorning.rows);
        assertThePageTells(said, atTenToSix, inTheMorning);
    }

    private void assertThePageTells(List<List<Object>> said, NightWorkbook atTenToSix, NightWorkbook inTheMorning)
            throws Exception {
        Path drawn = atTenToSix.draw(Path.of("target", "workbook.html"));
        var page = new NightPage();
        page.put("alerts", List.of("alert", "for", "found"), said);
        page.put(
                "homes",
                List.of("home", "drive", "last backup", "hours ago", "waiting", "failed", "why"),
                columns(
                                atTenToSix.rows.get("homes"),
                                "connectionId",
                                "drive",
                                "lastBackupAt",
                                "lastBackupHours",
                                "waiting",
                                "failed",
                                "reasons")
                        .stream()
                        .sorted(Comparator.comparing(row -> row.get(0).toString()))
                        .toList());
        page.put(
                "recent-failures",
                List.of("last", "event", "what", "in words", "home"),
                columns(atTenToSix.rows.get("recent-failures"), "lastAt", "event", "what", "detail", "connectionId"));
        page.put(
                "upload-way",
                List.of("at", "after (s)", "event", "turn", "session", "what", "MB"),
                columns(
                        inTheMorning.rows.get("upload-way"),
                        "timestamp",
                        "seconds",
                        "event",
                        "turn",
                        "session",
                        "what",
                        "megabytes"));
        page.note("a picture of", atTenToSix.looks());
        if (System.getProperty("docs", "").equals("overwrite")) {
            page.write();
        }
        if (System.getProperty("pictures", "").equals("overwrite")) {
            NightWorkbook.photograph(drawn);
        }
        assertThat(Files.readString(NightPage.FILE)).isEqualTo(page.text());
    }

    private List<List<Object>> columns(List<Map<String, Object>> rows, String... columns) {
        return rows.stream()
                .map(row -> Stream.of(columns).map(row::get).map(this::named).toList())
                .toList();
    }

    private static void assertShowsTroubles(Map<String, List<Map<String, Object>>> shown) {
        assertThat(shown.get("glance"))
                .filteredOn(row -> row.get("state").equals("look"))
                .allSatisfy(row -> assertThat(row).containsEntry("number", 1))
                .extracting(row -> row.get("what"))
                .containsExactly("uploads waiting", "uploads failed", "sign-ins wanted", "drives filling up");
        assertThat(shown.get("homes"))
                .extracting(row -> row.get("drive"))
                .containsExactlyInAnyOrder("signInRequired", "exceeded", "normal", "normal", "normal");
        assertThat(shown.get("uploads"))
                .extracting(row -> row.get("event"))
                .containsOnlyOnce("upload-failed", "upload-waits")
                .filteredOn("upload-delivered"::equals)
                .hasSize(7);
    }

    /** Each query of the workbook, over the whole night. */
    private static void assertShowsTheNight(Map<String, List<Map<String, Object>>> shown) {
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
}
