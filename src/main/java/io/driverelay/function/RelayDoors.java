package io.driverelay.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.driverelay.relay.RelayUpload;
import io.driverelay.store.Ids;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Ticket;

/** What tickets cause. */
public final class RelayDoors {
    private static final EventLog EVENTS = new EventLog();

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

    /** The record is the truth, and upkeep looks after it: a ticket that nobody could serve is only told. */
    @FunctionName("relayPoison")
    public void poison(
            @QueueTrigger(name = "ticket", queueName = "relay-uploads-poison", connection = "CONTENT_STORAGE")
                    String ticket,
            ExecutionContext context) {
        InvocationLog.during(context, () -> EVENTS.write(poisoned(ticket)));
    }

    private static Ticket ticket(String text) {
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

    /** Anybody who can write to the queue chose the text: only ids are repeated. */
    private static EventLine poisoned(String text) {
        try {
            return ticket(text).line(Event.TICKET_POISONED);
        } catch (IllegalArgumentException e) {
            return Event.TICKET_POISONED.line().with(Amount.CHARACTERS, text.length());
        }
    }
}
