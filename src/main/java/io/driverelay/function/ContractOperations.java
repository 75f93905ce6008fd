package io.driverelay.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills in what a part of the contract says in short: {@code x-guard} becomes {@code security}; {@code x-problems}, and those of the guard, become
 * answers by their status; {@code "x-as": "get"} becomes a copy of that operation whose answers have no body. A problem of the catalogue becomes a
 * schema.
 */
final class ContractOperations {
    private static final List<String> WAITED_FOR = List.of("429", "503");

    private final ObjectNode whole;
    private final JsonNode guards;
    private final JsonNode problems;

    ContractOperations(ObjectNode whole) {
        this.whole = whole;
        this.guards = whole.remove("x-guards");
        this.problems = whole.remove("x-problems");
    }

    void fillIn() {
        ObjectNode schemas = (ObjectNode) whole.path("components").path("schemas");
        problems.properties().forEach(problem -> schemas.set(schemaName(problem.getKey()), schema(problem)));
        schemas.putObject("Problem")
                .put("description", "One of the [problems](#problems).")
                .set(
                        "oneOf",
                        refs(problems.properties().stream()
                                .map(Map.Entry::getKey)
                                .toList()));
        for (JsonNode path : whole.path("paths")) {
            path.properties().stream()
                    .filter(operation -> operation.getValue().has("x-guard"))
                    .forEach(operation -> fillIn((ObjectNode) operation.getValue()));
            path.properties().stream()
                    .filter(operation -> operation.getValue().has("x-as"))
                    .forEach(operation -> operation.setValue(withoutBody(path, operation)));
        }
    }

    private void fillIn(ObjectNode operation) {
        JsonNode guard = guards.required(operation.path("x-guard").asText());
        operation.set("security", guard.path("security").deepCopy());
        List<String> codes = new ArrayList<>();
        operation.path("x-problems").forEach(code -> codes.add(code.asText()));
        guard.path("problems").forEach(code -> codes.add(code.asText()));
        ObjectNode responses = (ObjectNode) operation.path("responses");
        guard.path("responses").properties().forEach(answer -> responses.set(answer.getKey(), answer.getValue()));
        byStatus(codes).forEach((status, some) -> responses.set(status, answer(status, some)));
        ArrayNode all = operation.putArray("x-problems");
        codes.forEach(all::add);
    }

    private Map<String, List<String>> byStatus(List<String> codes) {
        Map<String, List<String>> byStatus = new TreeMap<>();
        for (String code : codes) {
            String status = problems.required(code).path("status").asText();
            byStatus.computeIfAbsent(status, any -> new ArrayList<>()).add(code);
        }
        return byStatus;
    }

    private ObjectNode answer(String status, List<String> codes) {
        ObjectNode answer = whole.objectNode();
        answer.put("description", "`" + String.join("`, `", codes) + "`");
        if (WAITED_FOR.contains(status)) {
            answer.putObject("headers").putObject("Retry-After").put("$ref", "#/components/headers/RetryAfter");
        }
        answer.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .set("oneOf", refs(codes));
        return answer;
    }

    private ArrayNode refs(List<String> codes) {
        ArrayNode refs = whole.arrayNode();
        codes.forEach(code -> refs.addObject().put("$ref", "#/components/schemas/" + schemaName(code)));
        return refs;
    }

    private static String schemaName(String code) {
        return "problem." + code;
    }

    private static ObjectNode schema(Map.Entry<String, JsonNode> problem) {
        String code = problem.getKey();
        ObjectNode schema = JsonText.MAPPER.createObjectNode().put("type", "object");
        schema.set("description", problem.getValue().path("description"));
        ObjectNode members = schema.putObject("properties");
        members.putObject("type").put("const", HttpReply.TYPE + code);
        members.putObject("title").put("const", code.replace('-', ' '));
        members.putObject("status").set("const", problem.getValue().path("status"));
        members.putObject("detail").put("type", "string");
        members.putObject("code").put("const", code);
        ArrayNode required = schema.putArray("required");
        members.fieldNames().forEachRemaining(required::add);
        members.setAll(facts(problem.getValue()));
        problem.getValue().path("required").forEach(required::add);
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode facts(JsonNode problem) {
        return problem.path("members") instanceof ObjectNode facts ? facts : JsonText.MAPPER.createObjectNode();
    }

    private static JsonNode withoutBody(JsonNode path, Map.Entry<String, JsonNode> operation) {
        ObjectNode copy =
                path.required(operation.getValue().path("x-as").asText()).deepCopy();
        copy.put("operationId", copy.path("operationId").asText() + "Head");
        copy.put("summary", copy.path("summary").asText() + "; without the body");
        for (JsonNode answer : copy.path("responses")) {
            ((ObjectNode) answer).remove("content");
        }
        return copy;
    }
}
