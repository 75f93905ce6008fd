package io.driverelay.local.host;

import com.azure.core.util.BinaryData;
import com.azure.storage.queue.models.QueueMessageItem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A message, as what starts an invocation. */
final class MessageTrigger {
    private MessageTrigger() {}

    /** @throws IllegalArgumentException where the body is not in the queue's encoding, which counts as a delivery */
    static Trigger of(QueueMessageItem message, String queueName, QueuePlan plan, AppFunction function) {
        byte[] body = body(message).toBytes();
        byte[] bytes = plan.isBase64() ? Base64.getDecoder().decode(body) : body;
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean binary = function.binding("queueTrigger")
                .orElseThrow()
                .path("dataType")
                .asText()
                .equalsIgnoreCase("binary");
        Map<String, String> metadata = Map.of(
                "QueueTrigger", text,
                "DequeueCount", Long.toString(message.getDequeueCount()),
                "Id", message.getMessageId(),
                "InsertionTime", message.getInsertionTime().toString(),
                "ExpirationTime", message.getExpirationTime().toString(),
                "NextVisibleTime", message.getTimeNextVisible().toString(),
                "PopReceipt", message.getPopReceipt());
        return new Trigger(binary ? bytes : text, metadata, "New queue message detected on '" + queueName + "'.");
    }

    /** The SDK has none for an empty message. */
    static BinaryData body(QueueMessageItem message) {
        return message.getBody() == null ? BinaryData.fromBytes(new byte[0]) : message.getBody();
    }

    static Trigger byHand(String input) {
        return new Trigger(
                input,
                Map.of("QueueTrigger", input, "DequeueCount", "1", "Id", "by-hand"),
                "This function was programmatically called via the host APIs.");
    }
}
