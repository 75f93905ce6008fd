package io.driverelay.local.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A refusal, in Graph's words. */
final class GraphError extends RuntimeException {
    private final int status;
    private final String code;
    private final String inner;

    GraphError(int status, String code, String inner, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.inner = inner;
    }

    GraphError(int status, String code, String message) {
        this(status, code, null, message);
    }

    static GraphError notFound() {
        return new GraphError(404, "itemNotFound", "The resource could not be found.");
    }

    static GraphError taken() {
        return new GraphError(409, "nameAlreadyExists", "An item with the same name already exists");
    }

    Reply reply() {
        String requestId = UUID.randomUUID().toString();
        Map<String, Object> innerError = new LinkedHashMap<>();
        if (inner != null) {
            innerError.put("code", inner);
        }
        innerError.put("date", Instant.now().toString());
        innerError.put("request-id", requestId);
        innerError.put("client-request-id", requestId);
        Map<String, Object> error = Map.of("code", code, "message", getMessage(), "innerError", innerError);
        return new Reply(
                status,
                Map.of("Content-Type", "application/json", "request-id", requestId),
                Stored.text(Map.of("error", error)));
    }
}
