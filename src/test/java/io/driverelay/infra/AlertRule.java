package io.driverelay.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.queries.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A rule as it is deployed, and what it makes of the rows of its query. */
public record AlertRule(
        String name,
        Query query,
        Duration looksBack,
        List<String> by,
        String measure,
        String operator,
        double threshold) {

    /** With the thresholds that are the defaults, but for two. */
    public static List<AlertRule> all() {
        return Deployment.read("integrator").all("Microsoft.Insights/scheduledQueryRules").stream()
                .map(AlertRule::of)
                .toList();
    }

    private static AlertRule of(JsonNode rule) {
        JsonNode properties = rule.path("properties");
        JsonNode condition = properties.at("/criteria/allOf/0");
        String back = properties
                .path("overrideQueryTimeRange")
                .asText(properties.path("windowSize").asText());
        return new AlertRule(
                rule.path("name").asText(),
                Query.asked(rule.path("name").asText(), condition.path("query").asText()),
                Duration.parse(
                        back.equals("null") ? properties.path("windowSize").asText() : back),
                StreamSupport.stream(condition.path("dimensions").spliterator(), false)
                        .map(dimension -> dimension.path("name").asText())
                        .toList(),
                condition.path("metricMeasureColumn").asText(),
                condition.path("operator").asText(),
                condition.path("threshold").asDouble());
    }

    /** By another name, where an operator gave other hours. */
    AlertRule withOperatorHours(int hours) {
        String other = name + " of " + hours;
        return new AlertRule(other, query.withOperatorHours(other, hours), looksBack, by, measure, operator, threshold);
    }

    /** For each that it fires for, what it is told by. */
    public List<List<String>> firing(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> row.get(measure) instanceof Number number && isBeyond(number.doubleValue()))
                .map(row -> by.stream()
                        .map(column -> String.valueOf(row.get(column)))
                        .toList())
                .toList();
    }

    private boolean isBeyond(double measured) {
        return switch (operator) {
            case "GreaterThan" -> measured > threshold;
            case "GreaterThanOrEqual" -> measured >= threshold;
            case "LessThan" -> measured < threshold;
            default -> throw new AssertionError(operator);
        };
    }
}
