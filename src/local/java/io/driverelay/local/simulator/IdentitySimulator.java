package io.driverelay.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The platform's managed-identity endpoint, which gives an app tokens of its user-assigned identity. */
public final class IdentitySimulator implements AutoCloseable {
    private static final long VALID_SECONDS = 86_400;
    private static final String TENANT = "7d8e5c1a-3f4b-4f0e-9a53-2c6b0d1e4f77";
    private static final String CLIENT_ID = "0c5f6a38-9e2d-4a7b-8b1f-5d3e9a6c4b20";

    private final String secret = UUID.randomUUID().toString();
    private final Map<String, String> given = new ConcurrentHashMap<>();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final Server server;

    IdentitySimulator(int port) throws IOException {
        this.server = Server.on(port, Optional.empty(), this::handle);
    }

    /** What the platform, and whoever deploys the app, put into its environment. */
    public Map<String, String> environment() {
        return Map.of(
                "IDENTITY_ENDPOINT",
                "http://127.0.0.1:" + server.port() + "/msi/token",
                "IDENTITY_HEADER",
                secret,
                "AZURE_CLIENT_ID",
                CLIENT_ID);
    }

    public String clientId() {
        return CLIENT_ID;
    }

    /** The query of each request that came with the right header. */
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

    /** Whether it is a token of this endpoint's, for that resource. */
    boolean hasGiven(String token, String resource) {
        return resource.equals(given.get(token));
    }

    private Reply handle(Call call) {
        if (!call.rawPath().equals("/msi/token")
                || call.header("X-IDENTITY-HEADER").filter(secret::equals).isEmpty()) {
            return refused(401, "Unauthorized");
        }
        Map<String, String> query = call.query();
        asked.add(query);
        if (!query.getOrDefault("api-version", "").equals("2019-08-01") || !query.containsKey("resource")) {
            return refused(400, "api-version or resource is missing");
        }
        if (!CLIENT_ID.equals(query.get("client_id"))) {
            return refused(
                    400,
                    "No User Assigned or Delegated Managed Identity found for specified"
                            + " ClientId/ResourceId/PrincipalId.");
        }
        String resource = query.get("resource").replaceAll("/$", "");
        long now = Instant.now().getEpochSecond();
        String token = token(resource, now);
        given.put(token, resource);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token);
        body.put("expires_on", Long.toString(now + VALID_SECONDS));
        body.put("resource", query.get("resource"));
        body.put("token_type", "Bearer");
        body.put("client_id", CLIENT_ID);
        return Reply.json(200, body);
    }

    private static Reply refused(int status, String message) {
        return Reply.json(status, Map.of("statusCode", status, "message", message));
    }

    /** A token as the real ones look; who reads it here looks at its claims, not at its signature. */
    private static String token(String resource, long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", resource);
        claims.put("iss", "https://sts.windows.net/" + TENANT + "/");
        claims.put("iat", now - 60);
        claims.put("nbf", now - 60);
        claims.put("exp", now + VALID_SECONDS);
        claims.put("oid", "4b2f1f5e-52c1-4a0c-8a55-7f9f3a1c0d11");
        claims.put("tid", TENANT);
        claims.put("appid", CLIENT_ID);
        return part(Map.of("typ", "JWT", "alg", "RS256")) + "." + part(claims) + "."
                + encoded(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String part(Map<String, Object> json) {
        try {
            return encoded(Stored.MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a token could not be written", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
