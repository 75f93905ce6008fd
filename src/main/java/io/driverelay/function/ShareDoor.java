package io.driverelay.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.driverelay.status.CheckShare;
import io.driverelay.status.Share;
import java.time.DateTimeException;
import java.time.Instant;

/** What shares of a pass cause. */
public final class ShareDoor {
    private final CheckShare checkShare;

    public ShareDoor(CheckShare checkShare) {
        this.checkShare = checkShare;
    }

    @FunctionName("checkShare")
    public void check(
            @QueueTrigger(name = "share", queueName = "drive-shares", connection = "CONTENT_STORAGE") String share,
            ExecutionContext context) {
        InvocationLog.during(context, () -> checkShare.check(share(share)));
    }

    static Share share(String text) {
        try {
            JsonNode json = JsonText.MAPPER.readTree(text);
            return new Share(
                    Instant.parse(json.path("round").asText("")),
                    json.path("number").asInt(-1),
                    json.path("of").asInt(0));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("this message is no share of a pass");
        }
    }
}
