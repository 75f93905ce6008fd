package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Simulators of one test, and a person's calls to them. */
abstract class SimulatorTest {
    static final int UNIT = 327_680;

    @TempDir
    Path data;

    Simulators simulators;
    String token;
    String refreshTokenGiven;

    @BeforeEach
    void start() throws Exception {
        simulators = Simulators.start(data, new Simulators.Options("Graph", false));
        token = token("offline_access Files.ReadWrite.AppFolder");
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    String token(String scope) throws Exception {
        String verifier = "v".repeat(43);
        byte[] digest =
                java.security.MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        String redirect = "http://127.0.0.1:7071/api/sign-in/callback";
        String query =
                "?client_id=" + simulators.authority().clientId() + "&response_type=code&redirect_uri=" + redirect
                        + "&scope=" + scope.replace(" ", "%20") + "&state=s&code_challenge=" + challenge
                        + "&code_challenge_method=S256";
        String location = send("GET", simulators.authority().url() + "/oauth2/v2.0/authorize" + query, null, Map.of())
                .headers()
                .firstValue("location")
                .orElseThrow();
        String code = location.replaceAll(".*code=([^&]*)&.*", "$1");
        String form = "client_id=" + simulators.authority().clientId() + "&client_secret="
                + simulators.authority().clientSecret() + "&grant_type=authorization_code&code=" + code
                + "&redirect_uri="
                + redirect + "&code_verifier=" + verifier;
        JsonNode given = json(send(
                "POST",
                simulators.authority().url() + "/oauth2/v2.0/token",
                form.getBytes(StandardCharsets.UTF_8),
                Map.of()));
        refreshTokenGiven = given.path("refresh_token").asText();
        return given.path("access_token").asText();
    }

    static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    HttpResponse<byte[]> send(String method, String url, byte[] bodyOrNull, Map<String, String> headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .method(method, bodyOrNull == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bodyOrNull));
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> graph(String method, String path, String bodyOrNull) throws Exception {
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + token));
        byte[] body = bodyOrNull == null ? null : bodyOrNull.getBytes(StandardCharsets.UTF_8);
        return send(method, simulators.oneDrive().graphUrl() + path, body, headers);
    }

    String session(String name, long size) throws Exception {
        var answer = graph(
                "POST",
                "/me/drive/special/approot:/" + name + ":/createUploadSession",
                "{\"item\":{\"name\":\"" + name + "\",\"fileSize\":" + size + "}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer).path("uploadUrl").asText();
    }

    HttpResponse<byte[]> fragment(String url, int first, int length, int total) throws Exception {
        String range = "bytes " + first + "-" + (first + length - 1) + "/" + total;
        return send("PUT", url, new byte[length], Map.of("Content-Range", range));
    }

    /** By hand, for a person whose clock it is. */
    HandMovedTime time() {
        var time = new HandMovedTime();
        simulators.clockOf("alex", time);
        return time;
    }

    OneDriveAccount account() {
        return simulators.oneDrive().account("alex");
    }

    /** Stands still until it is moved. */
    static final class HandMovedTime extends Clock {
        private Instant now = Instant.now();

        synchronized void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
