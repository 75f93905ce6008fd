package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.queries.Analysis;
import io.driverelay.queries.Findings;
import io.driverelay.queries.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What an operator sees in the portal. */
class WorkbookTest {
    private static final Path FILE = Path.of("infra", "workbook.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT = 1;
    private static final int QUERY = 3;
    private static final int PARAMETERS = 9;

    /** {@code -Dinfra.workbook=overwrite} writes them anew. */
    @Test
    void itsQueriesAreThoseOfTheFiles() throws IOException {
        JsonNode workbook = JSON.readTree(Files.readString(FILE));
        items(workbook, QUERY)
                .forEach(item -> ((ObjectNode) item.path("content"))
                        .put("query", Query.read(name(item)).whole()));
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(workbook) + "\n";
        if (System.getProperty("infra.workbook", "").equals("overwrite")) {
            Files.writeString(FILE, text);
        }
        assertThat(Files.readString(FILE)).isEqualTo(text);
    }

    @Test
    void itIsAWorkbookAsThePortalReadsIt() throws IOException {
        JsonNode workbook = read();

        assertThat(workbook.path("version").asText()).isEqualTo("Notebook/1.0");
        assertThat(all(workbook)).allSatisfy(item -> {
            JsonNode content = item.path("content");
            switch (item.path("type").asInt()) {
                case TEXT -> assertThat(content.path("json").asText()).isNotBlank();
                case QUERY -> {
                    assertThat(content.path("version").asText()).isEqualTo("KqlItem/1.0");
                    assertThat(content.path("queryType").asInt(-1)).isZero();
                    assertThat(content.path("resourceType").asText()).isEqualTo("microsoft.insights/components");
                    assertThat(content.path("visualization").asText()).isIn("table", "tiles", "barchart", "timechart");
                    assertThat(content.path("title").asText()).isNotBlank();
                }
                case PARAMETERS ->
                    assertThat(content.path("parameters"))
                            .isNotEmpty()
                            .allSatisfy(one ->
                                    assertThat(one.path("version").asText()).isEqualTo("KqlParameterItem/1.0"));
                default -> throw new AssertionError(item);
            }
        });
        assertThat(all(workbook).stream().map(WorkbookTest::name)).doesNotHaveDuplicates();
    }

    @Test
    void everyParameterThatIsUsedIsThere_andEachIsUsed() throws IOException {
        JsonNode workbook = read();
        Set<String> there = Stream.of(items(workbook, PARAMETERS))
                .flatMap(List::stream)
                .flatMap(item ->
                        StreamSupport.stream(item.at("/content/parameters").spliterator(), false))
                .map(WorkbookTest::name)
                .collect(Collectors.toSet());
        items(workbook, QUERY).stream()
                .map(item -> item.at("/content/exportParameterName").asText())
                .filter(name -> !name.isEmpty())
                .forEach(there::add);
        Set<String> used = new TreeSet<>();
        for (JsonNode item : items(workbook, QUERY)) {
            used.add(item.at("/content/timeContextFromParameter").asText());
            Pattern.compile("\\{([A-Za-z]\\w*)[^}\"]*}")
                    .matcher(Query.read(name(item)).text())
                    .results()
                    .forEach(found -> used.add(found.group(1)));
        }

        there.add("runbookUrl"); // by the deployment
        assertThat(used).containsExactlyInAnyOrderElementsOf(there);
    }

    /** A colour for a column, or an axis, that is not there shows nothing, and nobody says so. */
    @Test
    void everyColumnThatIsFormattedIsThere() throws IOException {
        List<JsonNode> items = items(read(), QUERY);
        Map<String, Analysis> analyses = Findings.analyses(items.stream()
                .map(WorkbookTest::name)
                .collect(Collectors.toMap(
                        Function.identity(), name -> Query.read(name).text())));

        assertThat(items).allSatisfy(item -> {
            List<String> columns = analyses.get(name(item)).result().stream()
                    .map(Analysis.Column::name)
                    .toList();
            assertThat(columns).as(name(item)).isNotEmpty().containsAll(formatted(item));
        });
    }

    @Test
    void itIsDeployed_andLooksAtTheComponentOfTheRelay() throws IOException {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode workbook = deployment.one("Microsoft.Insights/workbooks", "");
            String insights = deployment
                    .one("Microsoft.Insights/components", "")
                    .path("id")
                    .asText();
            JsonNode data =
                    JSON.readTree(workbook.at("/properties/serializedData").asText());
            String hours = deployment.name().equals("integrator") ? "192" : "36";
            String runbook =
                    deployment.name().equals("integrator") ? "https://docs.example.com/runbook.md" : "docs/runbook.md";
            String shown = Files.readString(FILE)
                    .replace("let operatorHours = 36;", "let operatorHours = " + hours + ";")
                    .replace("{runbookUrl}", runbook);

            assertThat(shown).contains("let operatorHours = " + hours + ";");
            assertThat(data.path("items")).isEqualTo(JSON.readTree(shown).path("items"));
            assertThat(data.at("/fallbackResourceIds/0").asText()).isEqualTo(insights);
            assertThat(workbook.at("/properties/sourceId").asText()).isEqualToIgnoringCase(insights);
        }
    }

    private static List<String> formatted(JsonNode item) {
        JsonNode chart = item.at("/content/chartSettings");
        Stream<String> axes = Stream.concat(
                Stream.of(chart.path("xAxis").asText()),
                StreamSupport.stream(chart.path("yAxis").spliterator(), false).map(JsonNode::asText));
        Stream<String> series = StreamSupport.stream(
                        chart.path("seriesLabelSettings").spliterator(), false)
                .map(one -> one.path("seriesName").asText());
        Stream<String> cells = StreamSupport.stream(
                        item.at("/content/gridSettings/formatters").spliterator(), false)
                .map(cell -> cell.path("columnMatch").asText().replaceAll("[$^]", ""));
        Stream<String> labels = StreamSupport.stream(
                        item.at("/content/gridSettings/labelSettings").spliterator(), false)
                .map(label -> label.path("columnId").asText());
        Stream<String> tiles = StreamSupport.stream(
                        item.at("/content/tileSettings").spliterator(), false)
                .map(part -> part.path("columnMatch").asText());
        Stream<String> clicked = Stream.of(item.at("/content/exportFieldName").asText());
        return Stream.of(axes, series, cells, labels, tiles, clicked)
                .flatMap(Function.identity())
                .filter(column -> !column.isEmpty())
                .toList();
    }

    private static JsonNode read() throws IOException {
        return JSON.readTree(Files.readString(FILE));
    }

    private static List<JsonNode> items(JsonNode workbook, int type) {
        return all(workbook).stream()
                .filter(item -> item.path("type").asInt() == type)
                .toList();
    }

    private static List<JsonNode> all(JsonNode workbook) {
        return StreamSupport.stream(workbook.path("items").spliterator(), false).toList();
    }

    private static String name(JsonNode item) {
        return item.path("name").asText();
    }
}
