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
        try {
            return switch (call.rawPath().substring(PATH.length())) {
                case "answers" -> reads ? notAllowed() : plan(call.json());
                case "quota" -> reads ? quota(call.query()) : setQuota(call.json());
                case "behaviours" -> reads ? notAllowed() : behave(call.json());
                case "violations" -> reads ? Reply.json(200, common.violations().all()) : notAllowed();
                case "received" -> reads ? Reply.json(200, received()) : notAllowed();
                default ->
                    Reply.json(404, Map.of("try", List.of("answers", "quota", "behaviours", "violations", "received")));
            };
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Reply.json(400, Map.of("error", "this is not what is understood here"));
        }
    }

    private static Reply notAllowed() {
        return Reply.json(405, Map.of("error", "another method is meant here"));
    }

    private OneDriveAccount of(String person) {
        if (!person.matches("[A-Za-z0-9._-]{1,100}") || person.startsWith(".")) {
            throw new IllegalArgumentException("no person");
        }
        return account.apply(person);
    }

    private Reply quota(Map<String, String> query) {
        return Reply.json(200, of(query.getOrDefault("person", "alex")).quota());
    }

    private Reply setQuota(JsonNode body) {
        JsonNode total = body.path("totalBytes");
        JsonNode used = body.path("usedBytes");
        if (!total.canConvertToLong() || (!used.canConvertToLong() && !used.isMissingNode())) {
            throw new IllegalArgumentException("no quota");
        }
        of(body.path("person").asText("alex")).setQuota(total.asLong(), used.asLong());
        return Reply.empty(204);
    }

    /** The fields of {@link Behaviours} beside {@code person}; what is not named is as usual. */
    private Reply behave(JsonNode body) throws IOException {
        if (!(body instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("no behaviours");
        }
        JsonNode person = fields.remove("person");
        Behaviours otherwise = Stored.MAPPER
                .readerFor(Behaviours.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(fields);
        of(person == null ? "alex" : person.asText()).behave(otherwise);
        return Reply.empty(204);
    }

    private Reply plan(JsonNode body) {
        Map<String, String> headers = new LinkedHashMap<>();
        body.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        common.faults()
                .answerNext(
                        body.path("times").asInt(1),
                        body.path("method").asText("*"),
                        body.path("path").asText("."),
                        body.path("status").asInt(503),
                        headers,
                        body.path("body").asText(""));
        return Reply.empty(204);
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
