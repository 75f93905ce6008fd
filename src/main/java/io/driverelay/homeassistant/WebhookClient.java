package io.driverelay.homeassistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.connection.Webhook;
import io.driverelay.push.WebhookCalls;
import io.driverelay.transport.Answer;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Calls Home Assistant's webhook trigger. A redirect is not followed, and what comes back is not looked at: Home Assistant answers 200 also where
 * nobody listens.
 */
public final class WebhookClient implements WebhookCalls {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int KEPT_ANSWER_BYTES = 4 * 1024;

    private final Supplier<ByteClient> client;
    private final JsonMapper mapper = new JsonMapper();

    /** @param client that calls nobody whom a webhook may not reach */
    public WebhookClient(Supplier<ByteClient> client) {
        this.client = client;
    }

    @Override
    public void post(Webhook webhook, Map<String, Object> members) throws IOException {
        URI url = webhook.url();
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "User-Agent", "drive-relay", "Connection", "close");
        Answer answer = client.get()
                .call(new Request("POST", url, headers, json(members)), LONGEST, abort -> {}, KEPT_ANSWER_BYTES);
        if (answer.status() / 100 != 2) {
            throw new IOException("it answered " + answer.status());
        }
    }

    private byte[] json(Map<String, Object> members) throws JsonProcessingException {
        ObjectNode json = mapper.createObjectNode();
        members.forEach((name, value) -> json.putPOJO(name, shown(value)));
        return mapper.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    }

    private static Object shown(Object value) {
        if (value instanceof Instant at) {
            return at.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        return value instanceof Enum<?> label
                ? LowerCamelCaseStrategy.INSTANCE.convertEnumToExternalName(label.name())
                : value;
    }
}
