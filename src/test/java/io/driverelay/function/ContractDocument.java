package io.driverelay.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The contract as tests read it. */
public final class ContractDocument {
    static final JsonNode WHOLE = Contract.joined("test");
    private static final List<String> METHODS = List.of("get", "head", "put", "post", "delete", "patch");

    public static final List<Operation> OPERATIONS = operations();

    private ContractDocument() {}

    /**
     * One method of one path.
     *
     * @param path as the contract writes it, below {@code /api}
     */
    public record Operation(String method, String path, JsonNode says) {
        public String id() {
            return says.path("operationId").asText();
        }

        /** Where it stands in the document. */
        String pointer() {
            return "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
        }

        /** The bodies of its examples, as they are sent. */
        public List<JsonNode> examples() {
            List<JsonNode> values = new ArrayList<>();
            says.path("requestBody")
                    .path("content")
                    .forEach(type -> type.path("examples").forEach(example -> values.add(example.path("value"))));
            return values;
        }

        /** Of its query. */
        public List<String> queryParameters() {
            List<String> names = new ArrayList<>();
            for (JsonNode parameter : says.path("parameters")) {
                JsonNode read = resolved(parameter);
                if (read.path("in").asText().equals("query")) {
                    names.add(read.path("name").asText());
                }
            }
            return names;
        }

        /** Of the JSON object that it takes; none where it takes no body. */
        public List<String> bodyMembers() {
            List<String> names = new ArrayList<>();
            addMembers(says.at("/requestBody/content/application~1json/schema"), names);
            return names;
        }

        private static void addMembers(JsonNode schema, List<String> names) {
            JsonNode read = resolved(schema);
            read.path("properties").fieldNames().forEachRemaining(names::add);
            read.path("allOf").forEach(base -> addMembers(base, names));
            read.path("anyOf").forEach(other -> addMembers(other, names));
        }

        public List<String> problems() {
            List<String> codes = new ArrayList<>();
            says.path("x-problems").forEach(code -> codes.add(code.asText()));
            return codes;
        }

        private boolean takes(String called) {
            String regex = Pattern.compile("\\{[^}]+}")
                    .matcher("\\Q" + path.replace("{path}", "\\E.*\\Q") + "\\E")
                    .replaceAll("\\\\E[^/]*\\\\Q");
            // as the platform matches
            return called.matches("(?si)" + regex + "/?");
        }
    }

    /** @param called a path that was called, below {@code /api}, with or without a query */
    static Optional<Operation> of(String method, String called) {
        String path = called.replaceFirst("[?].*", "");
        return OPERATIONS.stream()
                .filter(operation -> operation.method().equals(method) && operation.takes(path))
                .findFirst();
    }

    /** @param route as a function declares it */
    static Optional<Operation> ofRoute(String method, String route) {
        String path = path(route);
        return OPERATIONS.stream()
                .filter(operation ->
                        operation.method().equals(method) && operation.path().equals(path))
                .findFirst();
    }

    /** A function's route as the contract writes it: OpenAPI knows no parameter that is the rest of a path. */
    static String path(String route) {
        return "/" + route.replaceAll("\\{\\*([A-Za-z]+)[^}]*}", "{$1}");
    }

    /** What a {@code $ref} within the document stands for; the node itself where it is none. */
    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? WHOLE.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        WHOLE.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> all.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue()))));
        return List.copyOf(all);
    }
}
