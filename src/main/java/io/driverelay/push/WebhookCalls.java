package io.driverelay.push;

import io.driverelay.connection.Webhook;
import java.io.IOException;
import java.util.Map;

/** Calls webhooks. */
public interface WebhookCalls {
    /**
     * Posts JSON.
     *
     * @param members texts, numbers, times and null, in their order
     * @throws IOException when it was not taken; the message shows neither the address nor anything that came back
     */
    void post(Webhook webhook, Map<String, Object> members) throws IOException;
}
