package io.driverelay.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.driverelay.relay.RelayUpload;
import io.driverelay.store.Ids;
import io.driverelay.upload.Ticket;

/** What tickets cause. */
public final class RelayDoors {
    private final RelayUpload relay;

    public RelayDoors(RelayUpload relay) {
        this.relay = relay;
    }

    @FunctionName("relay")
    public void relay(
            @QueueTrigger(name = "ticket", queueName = "relay-uploads", connection = "CONTENT_STORAGE") String ticket,
            ExecutionContext context) {
        InvocationLog.during(context, () -> relay.relay(ticket(ticket)));
    }

    static Ticket ticket(String text) {
        try {
            JsonNode json = JsonText.MAPPER.readTree(text);
            String uploadId = json.path("uploadId").asText("");
            String connectionId = json.path("connectionId").asText("");
            if (!Ids.isId(uploadId) || !Ids.isId(connectionId)) {
                throw new IllegalArgumentException("this message is no ticket: it names no upload and connection");
            }
            return new Ticket(uploadId, connectionId, json.path("traceparent").asText(null));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this message is no ticket: it is not JSON");
        }
    }
}
