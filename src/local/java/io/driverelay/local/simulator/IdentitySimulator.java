package io.driverelay.local.simulator;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The platform's managed-identity endpoint, which gives an app its tokens. */
public final class IdentitySimulator implements AutoCloseable {
    private static final long VALID_SECONDS = 86_400;

    private final String secret = UUID.randomUUID().toString();
    private final Set<String> given = ConcurrentHashMap.newKeySet();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final Server server;

    IdentitySimulator(int port) throws IOException {
        this.server = Server.on(port, Optional.empty(), this::handle);
    }

    /** What the platform puts into an app's environment. */
    public Map<String, String> environment() {
        return Map.of(
                "IDENTITY_ENDPOINT", "http://127.0.0.1:" + server.port() + "/msi/token", "IDENTITY_HEADER", secret);
    }

    /** The query of each request that was answered. */
    public List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    boolean hasGiven(String token) {
        return given.contains(token);
    }

    private Reply handle(Call call) {
        if (!call.rawPath().equals("/msi/token")
                || call.header("X-IDENTITY-HEADER").filter(secret::equals).isEmpty()) {
            return Reply.json(401, Map.of("statusCode", 401, "message", "Unauthorized"));
        }
        asked.add(call.query());
        String token = "msi." + UUID.randomUUID();
        given.add(token);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token);
        body.put("expires_on", Long.toString(Instant.now().getEpochSecond() + VALID_SECONDS));
        body.put("resource", call.query().getOrDefault("resource", ""));
        body.put("token_type", "Bearer");
        body.put("client_id", call.query().getOrDefault("client_id", ""));
        return Reply.json(200, body);
    }
}
