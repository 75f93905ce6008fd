package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.queries.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever is told finds what to do: each alert has its section in the runbook, and says where. */
class RunbookTest {
    private static final Path PAGE = Path.of("docs", "runbook.md");
    private static final Map<String, JsonNode> ALERTS = new TreeMap<>();
    private static String text;

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(PAGE);
        Deployment told = Deployment.read("integrator");
        Stream.of("scheduledQueryRules", "metricAlerts")
                .flatMap(type -> told.all("Microsoft.Insights/" + type).stream())
                .forEach(alert -> ALERTS.put(alert.path("name").asText(), alert));
    }

    @Test
    void eachAlertHasASection_andEachSectionAnAlert() {
        assertThat(sections().keySet()).containsExactlyInAnyOrderElementsOf(ALERTS.keySet());
    }

    @Test
    void sectionsSayWhatItMeans_whatToLookAt_whatToDo_andWhenItIsOver() {
        assertThat(sections()).allSatisfy((name, section) -> {
            assertThat(section.lines()
                            .filter(line -> line.startsWith("- **"))
                            .map(line -> line.replaceAll("[^:]*\\*\\*(.*?)\\*\\*.*", "$1")))
                    .as(name)
                    .containsExactly("Means", "Look", "Do", "Over");
            JsonNode alert = ALERTS.get(name);
            String title = alert.at("/properties/displayName").asText();
            assertThat(section).contains(title);
        });
    }

    @Test
    void sectionsNameTheirQuery_andNoneThatIsNotThere() {
        Set<String> queries = Query.all().stream().map(Query::name).collect(Collectors.toSet());

        assertThat(sections().entrySet())
                .filteredOn(section -> queries.contains(section.getKey()))
                .hasSize(14)
                .allSatisfy(section -> assertThat(section.getValue()).contains("`" + section.getKey() + ".kql`"));
        assertThat(Pattern.compile("`([a-z-]+)\\.kql`").matcher(text).results().map(found -> found.group(1)))
                .isSubsetOf(
                        Stream.concat(queries.stream(), Stream.of("prelude")).toList());
    }

    @Test
    void alertsLinkToTheirSection() {
        assertThat(ALERTS)
                .allSatisfy((name, alert) -> assertThat(
                                alert.at("/properties/description").asText())
                        .endsWith(" https://docs.example.com/runbook.md#" + name));
    }

    /** By the heading, which makes the anchor. */
    private static Map<String, String> sections() {
        String alerts =
                text.substring(text.indexOf("\n## Alerts"), text.indexOf("\n## ", text.indexOf("\n## Alerts") + 1));
        Map<String, String> sections = new LinkedHashMap<>();
        Stream.of(alerts.split("\n### "))
                .skip(1)
                .forEach(section -> sections.put(section.lines().findFirst().orElseThrow(), section));
        return sections;
    }
}
