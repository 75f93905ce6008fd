package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.driverelay.architecture.GuardTable;
import io.driverelay.backup.ShelfProblem;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.SignInOutcome;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveState;
import io.driverelay.function.ContractDocument.Operation;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.UploadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is OpenAPI 3.1, says what the functions do, and nothing else. */
class ContractTest {
    private static final JsonNode WHOLE = ContractDocument.WHOLE;
    private static final JsonNode SCHEMAS = WHOLE.path("components").path("schemas");

    static Stream<Operation> operations() {
        return ContractDocument.OPERATIONS.stream();
    }

    @Test
    void itIsOpenApi() throws IOException {
        JsonNode meta =
                new ObjectMapper().readTree(Files.readString(Path.of("src/test/resources/openapi-3.1/schema.json")));
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

        assertThat(registry.getSchema(meta).validate(WHOLE)).isEmpty();
    }

    @Test
    void everySchemaIsOne() {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(SCHEMAS)
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(meta.validate(schema)).isEmpty());
    }

    @Test
    void everyReferenceLeadsSomewhere_andEveryComponentIsReferredTo() {
        List<String> references = new ArrayList<>();
        WHOLE.findValuesAsText("$ref", references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(WHOLE.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());

        Stream.of("schemas", "parameters", "headers", "responses")
                .forEach(kind -> WHOLE.path("components")
                        .path(kind)
                        .fieldNames()
                        .forEachRemaining(name -> assertThat(name.startsWith("problem.")
                                        || references.contains("#/components/" + kind + "/" + name))
                                .as(name)
                                .isTrue()));
    }

    /** Both ways, and with the guard that the platform or our filter checks. */
    @Test
    void itHasTheRoutesOfTheFunctions() {
        assertThat(operations()
                        .map(operation -> operation.method() + " " + operation.path() + " "
                                + operation.says().path("x-guard").asText()))
                .containsExactlyInAnyOrderElementsOf(GuardTable.ROWS.stream()
                        .map(row -> row.method() + " " + ContractDocument.path(row.route()) + " "
                                + row.guard().name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsNamedAndTold_andSaysItsKey(Operation operation) {
        assertThat(operation.id()).isNotEmpty();
        assertThat(operation.says().path("summary").asText()).isNotEmpty();
        String key = Map.of("home", "homeKey", "operator", "functionKey", "open", "")
                .get(operation.says().path("x-guard").asText());
        assertThat(operation.says().path("security").findValues(key)).hasSize(key.isEmpty() ? 0 : 1);
        assertThat(operation.says().path("tags")).hasSize(1);
    }

    @Test
    void noNameIsThereTwice() {
        assertThat(operations().map(Operation::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void everyProblemIsThereWithItsStatus(RefusalCode code) {
        JsonNode problem = SCHEMAS.path("problem." + Labels.kebab(code));
        var reply =
                HttpReply.problem(TestRequests.withQuery(Map.of()), new io.driverelay.refusal.Refused(code, "detail"));

        assertThat(problem.path("description").asText()).isNotEmpty();
        assertThat(problem.at("/properties/status/const").asInt()).isEqualTo(reply.getStatusCode());
    }

    @Test
    void itHasNoProblemBesidesThese() {
        List<String> codes = new ArrayList<>(
                Arrays.stream(RefusalCode.values()).map(Labels::kebab).toList());
        codes.add("unexpected");
        List<String> told = new ArrayList<>();
        SCHEMAS.fieldNames().forEachRemaining(told::add);

        assertThat(told.stream().filter(name -> name.startsWith("problem.")).map(name -> name.substring(8)))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void itsWordsAreThoseOfTheCode() {
        assertWords("KeyScope", KeyScope.values(), Labels::camel);
        assertWords("SignInOutcome", SignInOutcome.values(), Labels::kebab);
        assertWords("DriveState", DriveState.values(), Labels::camel);
        assertWords("ShelfProblemKind", ShelfProblem.Kind.values(), Labels::camel);
        assertWords("Kind", Kind.values(), Labels::camel);
        assertWords("Conflict", Conflict.values(), Labels::camel);
        assertWords("Transfer", Transfer.values(), Labels::camel);
        assertWords("FaultKind", DriveFault.Kind.values(), Labels::camel);
        assertWords("Reason", Reason.values(), Labels::camel);
        // what a reader sees of a queued one whose claim is live
        assertWords("UploadState", UploadState.values(), Labels::camel, "relaying");
    }

    private static void assertWords(
            String schema, Enum<?>[] values, Function<Enum<?>, String> label, String... besides) {
        List<String> words = new ArrayList<>();
        SCHEMAS.path(schema).path("enum").forEach(word -> words.add(word.asText()));
        assertThat(words)
                .as(schema)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Arrays.stream(values).map(label), Stream.of(besides))
                                .toList());
    }

    /** Or a member that nobody declared would pass. */
    @Test
    void everyObjectSaysThatItHasNoOtherMembers() {
        SCHEMAS.properties().forEach(schema -> assertClosed(schema.getKey(), schema.getValue()));
    }

    private static void assertClosed(String place, JsonNode node) {
        boolean object = node.has("properties") || node.has("allOf");
        // what others extend is closed by them, and Home Assistant's own description is its own
        boolean open = place.endsWith("Fields")
                || place.equals("AgentBackup")
                || place.equals("Backup")
                || place.endsWith("/extra_metadata");
        if (object && !open) {
            assertThat(node.has("additionalProperties") || node.has("unevaluatedProperties"))
                    .as(place)
                    .isTrue();
        }
        node.path("properties").properties().forEach(one -> assertClosed(place + "/" + one.getKey(), one.getValue()));
        if (node.has("items")) {
            assertClosed(place + "/items", node.path("items"));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyExampleIsValid(Operation operation) {
        operation.says().path("requestBody").path("content").properties().forEach(type -> {
            String pointer = operation.pointer() + "/requestBody/content/"
                    + type.getKey().replace("/", "~1") + "/schema";
            assertThat(type.getValue().path("examples")).isNotEmpty();
            type.getValue()
                    .path("examples")
                    .forEach(example -> assertThat(DeclaredAnswers.faults(pointer, example.path("value")))
                            .isEmpty());
        });
    }

    /** The net itself. */
    @Test
    void answersThatAreNotDeclaredAreFound() {
        String right = "{\"status\":\"up\",\"version\":\"1\"}";
        assertThatCode(() -> check(200, "application/json", right)).doesNotThrowAnyException();
        for (String wrong : List.of(
                "{\"status\":\"up\"}",
                "{\"status\":\"up\",\"version\":1}",
                "{\"status\":\"up\",\"version\":\"1\",\"more\":1}",
                "up")) {
            assertThatThrownBy(() -> check(200, "application/json", wrong))
                    .as(wrong)
                    .isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> check(201, "application/json", right)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check(200, "text/plain", right)).isInstanceOf(AssertionError.class);
    }

    private static void check(int status, String type, String body) {
        Operation health = ContractDocument.of("GET", "/health").orElseThrow();
        DeclaredAnswers.check(health, status, Map.of("Content-Type", type), body);
    }
}
