package io.driverelay.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.queries.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The workbook as it is deployed. */
public record Workbook(JsonNode data) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DRAWING = Path.of("src", "test", "workbook");
    private static final int QUERY = 3;

    public static Workbook deployed() {
        JsonNode resource = Deployment.golden().get(0).one("Microsoft.Insights/workbooks", "");
        try {
            return new Workbook(
                    JSON.readTree(resource.at("/properties/serializedData").asText()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its parameters are until somebody changes them or clicks a row, by name; a time is none of them. */
    public Map<String, String> parameters() {
        Map<String, String> values = new LinkedHashMap<>();
        items().map(item -> item.path("content"))
                .filter(content -> content.has("exportParameterName"))
                .forEach(content -> values.put(
                        content.path("exportParameterName").asText(),
                        content.path("exportDefaultValue").asText()));
        parameterItems()
                .filter(one -> one.path("value").isTextual())
                .forEach(one ->
                        values.put(one.path("name").asText(), one.path("value").asText()));
        return values;
    }

    /** How far its queries look back until somebody changes it. */
    public Duration looksBack() {
        return parameterItems()
                .filter(one -> one.at("/value/durationMs").isNumber())
                .map(one -> Duration.ofMillis(one.at("/value/durationMs").asLong()))
                .findFirst()
                .orElseThrow();
    }

    public List<Query> queries(Map<String, String> parameters) {
        return items().filter(item -> item.path("type").asInt() == QUERY)
                .map(item -> Query.read(item.path("name").asText()).with(parameters))
                .toList();
    }

    /** A page that shows it with these rows, by query, much as the portal does. */
    public String page(Map<String, String> parameters, Map<String, List<Map<String, Object>>> rows) {
        try {
            String shown = JSON.writeValueAsString(Map.of("workbook", data, "parameters", parameters, "rows", rows));
            return Files.readString(DRAWING.resolve("page.html"))
                    .replace("DRAW", Files.readString(DRAWING.resolve("draw.js")))
                    .replace("SHOWN", shown.replace("<", "\\u003c"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes with everything that is seen of it but what its queries answer. */
    public String looks() {
        try {
            JsonNode bare = data.deepCopy();
            bare.findParents("query").forEach(content -> ((ObjectNode) content).remove("query"));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(bare.path("items")));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<JsonNode> parameterItems() {
        return items().flatMap(item -> stream(item.at("/content/parameters")));
    }

    private Stream<JsonNode> items() {
        return stream(data.path("items"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
