package io.driverelay.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.driverelay.push.Push;
import io.driverelay.push.SendPush;
import io.driverelay.store.Ids;

/** What pushes cause. */
public final class PushDoor {
    private final SendPush sendPush;

    public PushDoor(SendPush sendPush) {
        this.sendPush = sendPush;
    }

    @FunctionName("pushHome")
    public void push(
            @QueueTrigger(name = "push", queueName = "home-pushes", connection = "CONTENT_STORAGE") String push,
            ExecutionContext context) {
        InvocationLog.during(context, () -> sendPush.send(push(push)));
    }

    static Push push(String text) {
        try {
            JsonNode json = JsonText.MAPPER.readTree(text);
            String connectionId = json.path("connectionId").asText("");
            String uploadId = json.path("uploadId").asText(null);
            if (!Ids.isId(connectionId) || (uploadId != null && !Ids.isId(uploadId))) {
                throw new IllegalArgumentException("this message is no push: it names no connection");
            }
            return new Push(
                    connectionId,
                    uploadId,
                    json.path("attempt").asInt(0),
                    json.path("traceparent").asText(null));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this message is no push: it is not JSON");
        }
    }
}
