package io.driverelay.local.host;

import com.azure.storage.queue.QueueClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.QueueOutput;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one invocation puts into queues by {@code @QueueOutput}: sent once it has succeeded. */
final class QueueOutputs {
    private final AppFunction function;
    private final boolean base64;
    private final Map<String, Held> held = new LinkedHashMap<>();

    QueueOutputs(AppFunction function, boolean base64) {
        this.function = function;
        this.base64 = base64;
    }

    OutputBinding<?> of(Parameter parameter) {
        QueueOutput output = parameter.getAnnotation(QueueOutput.class);
        if (output == null) {
            throw new IllegalArgumentException("this host knows outputs to queues alone, not " + parameter);
        }
        return held.computeIfAbsent(output.name(), name -> new Held());
    }

    void send(HostQueues queues) {
        held.forEach((name, output) -> {
            if (output.value != null) {
                JsonNode binding = function.output("queue", name);
                String connection = binding.path("connection").asText();
                QueueClient queue = queues.queue(
                        connection.isEmpty() ? HostQueues.OF_THE_HOST : connection,
                        AppFunction.resolved(binding.path("queueName").asText()));
                queue.createIfNotExists();
                each(output.value).forEach(value -> queue.sendMessage(encoded(value)));
            }
        });
    }

    private static Collection<?> each(Object value) {
        return value instanceof Collection<?> several ? several : List.of(value);
    }

    private String encoded(Object value) {
        byte[] bytes = value instanceof byte[] given
                ? given
                : (value instanceof String plain ? plain : DataConversion.GSON.toJson(value))
                        .getBytes(StandardCharsets.UTF_8);
        return base64 ? Base64.getEncoder().encodeToString(bytes) : new String(bytes, StandardCharsets.UTF_8);
    }

    private static final class Held implements OutputBinding<Object> {
        private Object value;

        @Override
        public Object getValue() {
            return value;
        }

        @Override
        public void setValue(Object given) {
            value = given;
        }
    }
}
