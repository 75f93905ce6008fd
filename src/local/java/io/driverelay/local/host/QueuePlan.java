package io.driverelay.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalTime;

/** {@code host.json}'s {@code extensions.queues}, with the platform's defaults, and how often a running message is hidden anew. */
record QueuePlan(
        int batchSize,
        int newBatchThreshold,
        int maxDequeueCount,
        Duration visibilityTimeout,
        long longestPollMillis,
        boolean isBase64,
        Duration renewal) {
    /** Five minutes on the platform; a test of five minutes is nobody's. */
    static final String RENEWAL_PROPERTY = "local.host.renewal";

    static QueuePlan of(AppPackage app) {
        int batch = app.extension("queues", "batchSize", 16);
        return new QueuePlan(
                batch,
                app.extension("queues", "newBatchThreshold", batch / 2),
                app.extension("queues", "maxDequeueCount", 5),
                duration(app.extensionText("queues", "visibilityTimeout", "00:00:00")),
                duration(app.extensionText("queues", "maxPollingInterval", "00:01:00"))
                        .toMillis(),
                isBase64(app.hostJson()),
                Duration.parse(System.getProperty(RENEWAL_PROPERTY, "PT5M")));
    }

    static boolean isBase64(JsonNode hostJson) {
        return hostJson.at("/extensions/queues/messageEncoding")
                .asText("base64")
                .equalsIgnoreCase("base64");
    }

    private static Duration duration(String clock) {
        return Duration.ofNanos(LocalTime.parse(clock).toNanoOfDay());
    }
}
