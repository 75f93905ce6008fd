package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.queries.Analysis;
import io.driverelay.queries.Findings;
import io.driverelay.queries.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Who is told, and of what. */
class AlertsTest {
    private static final String RULE = "Microsoft.Insights/scheduledQueryRules";
    private static final int OPERATOR_HOURS = 192;
    private static final Deployment TOLD = Deployment.read("integrator");
    private static final List<JsonNode> RULES = TOLD.all(RULE);

    @Test
    void eachRuleAsksItsQuery_neverOftenerThanFiveMinutes_andEndsByItself() {
        assertThat(RULES).hasSize(14).allSatisfy(rule -> {
            JsonNode properties = rule.path("properties");
            assertThat(condition(rule).path("query").asText())
                    .isEqualTo(Query.read(name(rule))
                            .withOperatorHours(name(rule), OPERATOR_HOURS)
                            .whole());
            assertThat(properties.path("enabled").asBoolean()).isTrue();
            assertThat(properties.path("autoMitigate").asBoolean()).isTrue();
            assertThat(properties.path("skipQueryValidation").asBoolean()).isTrue();
            Duration every =
                    Duration.parse(properties.path("evaluationFrequency").asText());
            assertThat(every).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
            // the least window is as long as the longest time between two looks
            assertThat(Duration.parse(properties.path("windowSize").asText()))
                    .isGreaterThanOrEqualTo(Duration.ofHours(1));
        });
    }

    /** Once for each home, and once for each word that it is told by: by columns that the query has, and on a number that it has. */
    @Test
    void eachRuleFiresOncePerHome_onANumberOfItsQuery() {
        Map<String, Analysis> analyses = Findings.analyses(RULES.stream()
                .map(AlertsTest::name)
                .collect(Collectors.toMap(name -> name, name -> Query.read(name).text())));

        assertThat(RULES).allSatisfy(rule -> {
            Map<String, String> types = analyses.get(name(rule)).result().stream()
                    .collect(Collectors.toMap(Analysis.Column::name, Analysis.Column::type));
            Set<String> by = texts(condition(rule).path("dimensions"), "/name");
            assertThat(types.get(condition(rule).path("metricMeasureColumn").asText()))
                    .as(name(rule))
                    .isIn("long", "real", "int");
            assertThat(by).allSatisfy(column -> assertThat(types).containsEntry(column, "string"));
            assertThat(types.containsKey("connectionId")).isEqualTo(by.contains("connectionId"));
            // a column of time would cut the window into pieces
            assertThat(types).doesNotContainKey("timestamp");
        });
    }

    @Test
    void thresholdsAreTheOperatorsOwn_whereGiven() {
        assertThat(condition("backup-overdue").path("query").asText())
                .contains("\nlet operatorHours = " + OPERATOR_HOURS + ";");
        assertThat(condition("backup-overdue").path("threshold").asInt()).isZero();
        assertThat(condition("storage-refusing").path("threshold").asInt()).isEqualTo(100);
        assertThat(condition("sign-in-required").path("threshold").asInt()).isEqualTo(60);
        assertThat(condition("timer-silent").path("threshold").asInt()).isEqualTo(15);
    }

    /** What is over nobody counts: a failed upload's content stays a week, a secret is read once a day and an instance. */
    @Test
    void secretIsLookedForOverTwoDays_sinceItIsToldOnceADay() {
        JsonNode rule = TOLD.one(RULE, "client-secret-ends");

        assertThat(rule.at("/properties/overrideQueryTimeRange").asText()).isEqualTo("P2D");
    }

    /** Doors are what homes and the operator call. */
    @Test
    void shareOfFailingCallsIsOfDoorsAlone() {
        Set<String> others = new TreeSet<>(Functions.names());
        others.removeAll(Functions.ofHttp());
        others.add("health");

        assertThat(Query.read("doors-failing").text())
                .contains(others.stream()
                        .map(function -> '"' + function + " Count\"")
                        .sorted((one, other) -> one.startsWith("\"health")
                                ? 1
                                : other.startsWith("\"health") ? -1 : one.compareTo(other))
                        .collect(Collectors.joining(", ", "name !in (", ")")));
    }

    /** L12. */
    @Test
    void operatorIsToldByMail_andOfMoney_whereThatIsAskedFor() {
        JsonNode group = TOLD.one("Microsoft.Insights/actionGroups", "ag-");
        JsonNode budget = TOLD.one("Microsoft.Consumption/budgets", "");

        assertThat(group.at("/properties/emailReceivers/0/emailAddress").asText())
                .isEqualTo("operator@example.com");
        assertThat(RULES)
                .allSatisfy(rule -> assertThat(
                                rule.at("/properties/actions/actionGroups/0").asText())
                        .isEqualTo(group.path("id").asText()));
        assertThat(budget.at("/properties/amount").asInt()).isEqualTo(500);
        assertThat(budget.at("/properties/notifications"))
                .hasSize(3)
                .allSatisfy(notification ->
                        assertThat(notification.at("/contactEmails/0").asText()).isEqualTo("operator@example.com"));
    }

    /** A rule costs money. */
    @Test
    void whereNobodyIsToldThereAreNoRules() {
        Deployment quiet = Deployment.read("home");

        assertThat(Stream.of(RULE, "actionGroups", "webtests", "metricAlerts")
                        .map(type -> type.contains("/") ? type : "Microsoft.Insights/" + type)
                        .flatMap(type -> quiet.all(type).stream()))
                .isEmpty();
        assertThat(quiet.all("Microsoft.Consumption/budgets")).isEmpty();
    }

    /** Fault: an app that does not run tells nothing. */
    @Test
    void healthIsAskedForFromOutside_andTwoPlacesOfThreeMustMissIt() {
        JsonNode test = TOLD.one("Microsoft.Insights/webtests", "test-health-");
        JsonNode alert = TOLD.one("Microsoft.Insights/metricAlerts", "not-answering");

        assertThat(test.at("/properties/Request/RequestUrl").asText())
                .isEqualTo("https://relay.example.com/api/" + "health");
        assertThat(Functions.routes()).contains("health");
        assertThat(test.at("/properties/Locations")).hasSize(3);
        assertThat(alert.at("/properties/criteria/failedLocationCount").asInt()).isEqualTo(2);
        assertThat(alert.at("/properties/criteria/webTestId").asText())
                .isEqualTo(test.path("id").asText());
    }

    private static JsonNode condition(String name) {
        return condition(TOLD.one(RULE, name));
    }

    private static JsonNode condition(JsonNode rule) {
        return rule.at("/properties/criteria/allOf/0");
    }

    private static String name(JsonNode rule) {
        return rule.path("name").asText();
    }

    private static Set<String> texts(JsonNode elements, String pointer) {
        return StreamSupport.stream(elements.spliterator(), false)
                .map(element -> element.at(pointer).asText())
                .collect(Collectors.toSet());
    }
}
