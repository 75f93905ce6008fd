package io.driverelay.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** For whoever plays with the simulated drive: answers on demand, quotas, and what was seen so far. */
final class ControlDoor {
    static final String PATH = "/_simulator/";

    private final SimulatedWorld common;
    private final Function<String, OneDriveAccount> account;
    private final Supplier<Collection<OneDriveAccount>> accounts;

    /** @param accounts those that were opened so far */
    ControlDoor(
            SimulatedWorld common,
            Function<String, OneDriveAccount> account,
            Supplier<Collection<OneDriveAccount>> accounts) {
        this.common = common;
        this.account = account;
        this.accounts = accounts;
    }

    Reply handle(Call call) throws IOException {
        boolean reads = call.method().equals("GET");
        boolean writes = call.method().equals("POST") || call.method().equals("PUT");
        try {
            return switch (call.rawPath().substring(PATH.length())) {
                case "answers" -> writes ? plan(call.json()) : notAllowed("POST or PUT");
                case "quota" ->
                    reads
                            ? quota(call.query())
                            : writes ? setQuota(call.json()) : notAllowed("GET shows it, PUT sets it");
                case "person" -> writes ? signInAs(call.json()) : notAllowed("PUT");
                case "behaviours" -> writes ? behave(call.json()) : notAllowed("POST or PUT");
                case "violations" -> reads ? Reply.json(200, common.violations().all()) : notAllowed("GET");
                case "received" -> reads ? Reply.json(200, received()) : notAllowed("GET");
                default ->
                    Reply.json(
                            404,
                            Map.of(
                                    "try",
                                    List.of("answers", "quota", "person", "behaviours", "violations", "received")));
            };
        } catch (JsonProcessingException e) {
            return notUnderstood("the body must be JSON: " + e.getOriginalMessage());
        } catch (RuntimeException e) {
            return notUnderstood(String.valueOf(e.getMessage()));
        }
    }

    private static Reply notUnderstood(String why) {
        return Reply.json(400, Map.of("error", "this is not what is understood here: " + why));
    }

    private static Reply notAllowed(String meant) {
        return Reply.json(405, Map.of("error", "another method is meant here: " + meant));
    }

    private static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode fields) {
            return fields;
        }
        throw new IllegalArgumentException("the body must be a JSON object");
    }

    private OneDriveAccount named(JsonNode person) {
        if (!person.isMissingNode() && !person.isTextual()) {
            throw new IllegalArgumentException("person must be a text");
        }
        return of(person.asText("alex"));
    }

    private OneDriveAccount of(String person) {
        if (!person.matches("[A-Za-z0-9._-]{1,100}") || person.startsWith(".")) {
            throw new IllegalArgumentException("no such person");
        }
        return account.apply(person);
    }

    /** Who signs in from now on. */
    private Reply signInAs(JsonNode body) {
        takes(object(body), "person");
        if (!body.has("person")) {
            throw new IllegalArgumentException("person is missing");
        }
        common.browser().signInAs(named(body.path("person")).person());
        return Reply.empty(204);
    }

    private static void takes(ObjectNode body, String... known) {
        body.fieldNames().forEachRemaining(name -> {
            if (!List.of(known).contains(name)) {
                throw new IllegalArgumentException(name + " is no field here; there are " + String.join(", ", known));
            }
        });
    }

    private Reply quota(Map<String, String> query) {
        return Reply.json(200, of(query.getOrDefault("person", "alex")).quota());
    }

    private Reply setQuota(JsonNode body) {
        takes(object(body), "person", "totalBytes", "usedBytes");
        long total = count(body, "totalBytes", -1);
        named(body.path("person")).setQuota(total, count(body, "usedBytes", 0));
        return Reply.empty(204);
    }

    /** @param otherwise where it is missing; negative when it must not be */
    private static long count(JsonNode body, String name, long otherwise) {
        JsonNode count = body.path(name);
        boolean given = count.isIntegralNumber() && count.canConvertToLong() && count.asLong() >= 0;
        if (!given && !(count.isMissingNode() && otherwise >= 0)) {
            throw new IllegalArgumentException(name + " must be a number of bytes, 0 or more");
        }
        return count.asLong(otherwise);
    }

    /** The fields of {@link Behaviours} beside {@code person}; what is not named is as usual. */
    private Reply behave(JsonNode body) throws IOException {
        ObjectNode fields = object(body).deepCopy();
        fields.remove("person");
        if (hasNull(fields)) {
            throw new IllegalArgumentException("null is no behaviour; what is left out is as usual");
        }
        Behaviours otherwise = Stored.MAPPER
                .readerFor(Behaviours.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(fields);
        named(body.path("person")).behave(otherwise);
        return Reply.empty(204);
    }

    private static boolean hasNull(JsonNode node) {
        return node.isNull() || StreamSupport.stream(node.spliterator(), false).anyMatch(ControlDoor::hasNull);
    }

    private Reply plan(JsonNode body) {
        takes(object(body), "times", "method", "path", "status", "headers", "body");
        Map<String, String> headers = new LinkedHashMap<>();
        object(body.has("headers") ? body.path("headers") : Stored.MAPPER.createObjectNode())
                .properties()
                .forEach(header -> headers.put(
                        token(header.getKey()), text(header.getValue().asText())));
        common.faults()
                .answerNext(
                        number(body, "times", 1, 1, Integer.MAX_VALUE),
                        body.path("method").asText("*"),
                        body.path("path").asText("."),
                        number(body, "status", 503, 200, 599),
                        headers,
                        body.path("body").asText(""));
        return Reply.empty(204);
    }

    private static int number(JsonNode body, String name, int otherwise, int least, int most) {
        JsonNode number = body.path(name);
        if (number.isMissingNode()) {
            return otherwise;
        }
        if (!number.canConvertToInt() || !number.isInt() || number.asInt() < least || number.asInt() > most) {
            throw new IllegalArgumentException(name + " must be a number from " + least + " to " + most);
        }
        return number.asInt();
    }

    private static String token(String header) {
        if (!header.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException("no header can be called so");
        }
        return header;
    }

    private static String text(String value) {
        if (value.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("no header can have such a value");
        }
        return value;
    }

    private Map<String, Object> received() {
        Map<String, Object> all = new LinkedHashMap<>();
        accounts.get()
                .forEach(account -> all.put(
                        account.person(),
                        Map.of(
                                "receivedBytes",
                                account.bytesReceived(),
                                "receivedTwiceBytes",
                                account.bytesReceivedTwice())));
        return all;
    }
}
