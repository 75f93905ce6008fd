package io.driverelay.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Queries ask for what is there. */
class QueriesTest {
    @Test
    void everyQueryIsRight_byThePortalsOwnAnalyser() {
        Map<String, String> queries = Query.all().stream().collect(Collectors.toMap(Query::name, Query::text));

        Map<String, List<String>> findings = Findings.of(queries);

        assertThat(findings).hasSameSizeAs(queries).hasSizeGreaterThan(10);
        assertThat(findings.values().stream().flatMap(List::stream)).isEmpty();
    }

    @Test
    void whatIsWrongIsFound() {
        Map<String, List<String>> findings = Findings.of(Map.of(
                "column", "events | where event == 'upload-failed' | project timestamp, uploadID",
                "table", "event | count",
                "function", "events | extend hour = startofhours(timestamp)",
                "type", "events | where event == 'turn-ended' | summarize sum(outcome)",
                "event", "events | where event == 'upload-fialed'",
                "events", "events | where event in ('upload-failed', 'uploads-failed')",
                "part of a name", "events | where event startswith 'upload-'",
                "word", "events | where event == 'drive-reading' and driveState == 'full'",
                "nobody's column", "events | where event == 'upload-failed' | project turnMs",
                "right", "events | where event == 'upload-failed' and reason != 'superseded' | project sizeBytes"));

        assertThat(findings.get("column")).singleElement().asString().contains("'uploadID' does not refer to any");
        assertThat(findings.get("table")).singleElement().asString().contains("'event' does not refer to any");
        assertThat(findings.get("function")).singleElement().asString().contains("'startofhours' does not refer");
        assertThat(findings.get("type")).hasSize(1);
        assertThat(findings.get("event")).containsExactly("event: event is never upload-fialed");
        assertThat(findings.get("events")).containsExactly("events: event is never uploads-failed");
        assertThat(findings.get("part of a name")).singleElement().asString().contains("by words alone");
        assertThat(findings.get("word")).containsExactly("word: driveState is never full");
        assertThat(findings.get("nobody's column")).containsExactly("nobody's column: none of its events tells turnMs");
        assertThat(findings.get("right")).isEmpty();
    }
}
