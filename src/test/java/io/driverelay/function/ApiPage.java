package io.driverelay.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.function.ContractDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The contract as a page to read: its own words, a section for each subject. */
final class ApiPage {
    private static final Map<String, String> WHO =
            Map.of("open", "anybody", "home", "a home, `x-home-key`", "operator", "the operator, `x-functions-key`");
    private static final String SCHEMA = "#/components/schemas/";

    private final StringBuilder page = new StringBuilder();
    private final JsonNode whole = ContractDocument.WHOLE;

    String text() {
        line("# The interface");
        line(
                "Made from the contract, `GET /api/openapi.json`, by `mvn test -Dtest=ApiPageTest -Ddocs=overwrite`; the words are kept in"
                        + " `src/main/resources/openapi`. Every path is below the app's address and `/api`.");
        line(whole.at("/info/description").asText());
        line("Where a call takes `x-functions-key` the platform looks at it; `x-home-key` is the relay's own. "
                + whole.at("/components/securitySchemes/homeKey/description").asText());
        for (JsonNode tag : whole.path("tags")) {
            section(tag);
        }
        problems();
        schemas();
        return page.toString();
    }

    private void section(JsonNode tag) {
        String name = tag.path("name").asText();
        line("## " + Character.toUpperCase(name.charAt(0)) + name.substring(1));
        line(tag.path("description").asText());
        ContractDocument.OPERATIONS.stream()
                .filter(operation ->
                        operation.says().path("tags").path(0).asText().equals(name))
                .filter(operation -> !operation.method().equals("HEAD"))
                .forEach(this::operation);
    }

    private void operation(Operation operation) {
        line("### " + operation.method() + " " + operation.path());
        JsonNode says = operation.says();
        String more = says.path("description").asText();
        line(says.path("summary").asText() + "." + (more.isEmpty() ? "" : " " + more));
        line("Who: " + WHO.get(says.path("x-guard").asText()) + ".");
        List<String> takes = new ArrayList<>();
        parameters(operation)
                .forEach(parameter -> takes.add("- `" + parameter.path("name").asText() + "` ("
                        + parameter.path("in").asText() + "): " + value(parameter.path("schema"))
                        + said(parameter.path("description").asText())));
        says.path("requestBody")
                .path("content")
                .properties()
                .forEach(type -> takes.add("- body, `" + type.getKey()
                        + "`: " + value(type.getValue().path("schema"))
                        + said(says.path("requestBody").path("description").asText())));
        block(takes);
        examples(says);
        block(answers(says));
        if (!operation.problems().isEmpty()) {
            line("Problems: "
                    + operation.problems().stream()
                            .map(code -> "[" + code + "](#problems)")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private List<JsonNode> parameters(Operation operation) {
        List<JsonNode> all = new ArrayList<>();
        whole.path("paths")
                .path(operation.path())
                .path("parameters")
                .forEach(one -> all.add(ContractDocument.resolved(one)));
        operation.says().path("parameters").forEach(one -> all.add(ContractDocument.resolved(one)));
        all.removeIf(one -> one.path("name").asText().endsWith("Id"));
        return all;
    }

    private void examples(JsonNode says) {
        says.at("/requestBody/content/application~1json/examples").forEach(example -> {
            line(example.path("summary").asText() + ":");
            line("```json\n" + example.path("value").toPrettyString() + "\n```");
        });
    }

    private static List<String> answers(JsonNode says) {
        List<String> answers = new ArrayList<>();
        says.path("responses").properties().forEach(declared -> {
            JsonNode answer = ContractDocument.resolved(declared.getValue());
            JsonNode content = answer.path("content");
            if (!content.has("application/problem+json")) {
                String body = content.properties().stream()
                        .map(type -> type.getKey().equals("application/json")
                                ? " " + value(type.getValue().path("schema"))
                                : " `" + type.getKey() + "`")
                        .collect(Collectors.joining());
                Set<String> headers = new TreeSet<>();
                answer.path("headers").fieldNames().forEachRemaining(name -> headers.add("`" + name + "`"));
                answers.add("- " + declared.getKey() + body
                        + (headers.isEmpty() ? "" : ", with " + String.join(" and ", headers))
                        + said(answer.path("description").asText()));
            }
        });
        return answers;
    }

    private void problems() {
        line("## Problems");
        line(
                "Each has the members `type` (ends in the code), `title`, `status`, `detail`, `code`, and the facts named here.");
        page.append("| code | status | when | facts |\n|---|---|---|---|\n");
        whole.at("/components/schemas").properties().forEach(schema -> {
            if (schema.getKey().startsWith("problem.")) {
                List<String> facts = new ArrayList<>();
                schema.getValue().path("properties").fieldNames().forEachRemaining(facts::add);
                page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                schema.getKey().substring("problem.".length()),
                                schema.getValue().at("/properties/status/const").asText(),
                                schema.getValue().path("description").asText(),
                                facts.subList(5, facts.size()).stream()
                                        .map(fact -> "`" + fact + "`")
                                        .collect(Collectors.joining(", "))));
            }
        });
        page.append('\n');
    }

    private void schemas() {
        line("## Values");
        whole.at("/components/schemas").properties().stream()
                .filter(schema -> !schema.getKey().startsWith("problem."))
                .forEach(schema -> schema(schema.getKey(), schema.getValue()));
    }

    private void schema(String name, JsonNode schema) {
        line("### Value: " + name);
        line(schema.path("description").asText());
        if (schema.has("enum")) {
            line(words(schema) + ".");
        }
        schema.path("allOf")
                .forEach(base -> line("All of " + value(base) + (schema.has("properties") ? ", and:" : ".")));
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(one -> required.add(one.asText()));
        List<String> members = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(member -> members.add("- `" + member.getKey() + "`"
                        + (required.contains(member.getKey()) ? "" : " (optional)") + ": " + value(member.getValue())
                        + said(member.getValue().path("description").asText())));
        block(members);
    }

    /** What a schema takes, in a few words. */
    private static String value(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().substring(SCHEMA.length());
            return "[" + name + "](#value-" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (schema.has("const")) {
            return "`" + schema.path("const").asText() + "`";
        }
        if (schema.has("enum")) {
            return words(schema);
        }
        if (schema.has("anyOf")) {
            return schema.path("anyOf").findParents("type").isEmpty() ? "any" : values(schema.path("anyOf"));
        }
        if (schema.has("items")) {
            return "list of " + value(schema.path("items"));
        }
        JsonNode type = schema.path("type");
        String words = type.isArray() ? values(type) : type.asText();
        return words
                + (schema.has("default")
                        ? ", by default `" + schema.path("default").asText() + "`"
                        : "");
    }

    private static String values(JsonNode some) {
        List<String> values = new ArrayList<>();
        some.forEach(one -> values.add(one.isTextual() ? one.asText() : value(one)));
        return String.join(" or ", values);
    }

    private static String words(JsonNode schema) {
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(word -> words.add("`" + word.asText() + "`"));
        return String.join(", ", words);
    }

    private static String said(String words) {
        return words.isEmpty() ? "" : " – " + words;
    }

    private void block(List<String> lines) {
        if (!lines.isEmpty()) {
            line(String.join("\n", lines));
        }
    }

    private void line(String text) {
        if (!text.isEmpty()) {
            page.append(text).append("\n\n");
        }
    }
}
