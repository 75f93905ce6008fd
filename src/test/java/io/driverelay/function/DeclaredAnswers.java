package io.driverelay.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.driverelay.function.ContractDocument.Operation;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds answers to the contract: status, headers, content type, and every member. Every test's answers come by here. */
public final class DeclaredAnswers {
    private static final String HOME = "https://driverelay.io/openapi.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> OF_THE_PLATFORM = Set.of(400, 401, 404, 429, 500);
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemas(Map.of(HOME, ContractDocument.WHOLE.toString())));
    private static final Map<String, Schema> READ = new ConcurrentHashMap<>();

    private DeclaredAnswers() {}

    /** An answer that came over HTTP, or a bare one of the platform. */
    public static void check(String method, String path, HttpResponse<byte[]> answer) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        // each of ours says it
        boolean bare = !headers.containsKey("X-Content-Type-Options") && answer.body().length == 0;
        // the platform's own door for who runs it
        boolean elsewhere = path.startsWith("/../");
        if (elsewhere || (bare && OF_THE_PLATFORM.contains(answer.statusCode()))) {
            return;
        }
        String called = method + " " + path;
        Operation operation = ContractDocument.of(method, path)
                .orElseThrow(() -> new AssertionError("the contract does not know " + called));
        check(operation, answer.statusCode(), headers, new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** The answer that is being built: by which door is told by the stack. What no door builds is nobody's answer. */
    public static void checkOfDoor(int status, Map<String, String> headers, String body) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.flatMap(DeclaredAnswers::trigger).findFirst())
                .ifPresent(trigger -> {
                    String method = trigger.methods()[0].name();
                    Operation operation = ContractDocument.ofRoute(method, trigger.route())
                            .orElseThrow(() -> new AssertionError("the contract does not know " + trigger.route()));
                    check(operation, status, anyCase, body);
                });
    }

    private static Stream<HttpTrigger> trigger(StackFrame frame) {
        if (!frame.getClassName().startsWith("io.driverelay.function.")) {
            return Stream.empty();
        }
        return Arrays.stream(frame.getDeclaringClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(frame.getMethodName())
                        && method.isAnnotationPresent(FunctionName.class))
                .map(Method::getParameters)
                .flatMap(Arrays::stream)
                .filter(parameter -> parameter.isAnnotationPresent(HttpTrigger.class))
                .map(parameter -> parameter.getAnnotation(HttpTrigger.class));
    }

    static void check(Operation operation, int status, Map<String, String> headers, String body) {
        String what = operation.method() + " " + operation.path() + " answered " + status + " " + body;
        JsonNode declared = operation.says().path("responses").path(Integer.toString(status));
        require(!declared.isMissingNode(), what + ", a status that the contract does not declare for it");
        JsonNode answer = ContractDocument.resolved(declared);
        answer.path("headers")
                .properties()
                .forEach(header -> require(
                        !ContractDocument.resolved(header.getValue())
                                        .path("required")
                                        .asBoolean()
                                || headers.containsKey(header.getKey()),
                        what + " without the header " + header.getKey()));
        if (operation.method().equals("HEAD")) {
            return;
        }
        String type =
                Optional.ofNullable(headers.get("Content-Type")).orElse("").replaceFirst(";.*", "");
        if (!answer.has("content")) {
            require(body.isEmpty() || body.equals("null"), what + ", and the contract declares no body");
            return;
        }
        require(answer.path("content").has(type), what + " as " + type + ", which the contract does not declare");
        if (type.endsWith("json")) {
            requireValid(pointer(operation, status, declared) + "/content/" + escaped(type) + "/schema", body, what);
        }
    }

    private static String pointer(Operation operation, int status, JsonNode declared) {
        return declared.has("$ref")
                ? declared.path("$ref").asText().substring(1)
                : operation.pointer() + "/responses/" + status;
    }

    /** @param pointer of a schema in the contract */
    static List<Error> faults(String pointer, JsonNode value) {
        return READ.computeIfAbsent(pointer, place -> SCHEMAS.getSchema(SchemaLocation.of(HOME + "#" + place)))
                .validate(value);
    }

    private static void requireValid(String pointer, String body, String what) {
        try {
            List<Error> faults = faults(pointer, JSON.readTree(body));
            require(
                    faults.isEmpty(),
                    what + ", which is not as the contract says: "
                            + faults.stream().map(Error::toString).collect(Collectors.joining("; ")));
        } catch (JsonProcessingException e) {
            throw new AssertionError(what + ", which is not JSON", e);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
