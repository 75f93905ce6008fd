package io.driverelay.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.local.simulator.Simulators;
import io.driverelay.scenario.Canaries.Kind;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls of doors: each answer is noted but for what it hands out, and that as a secret; so is what strangers present, and what others echo. */
final class CanaryDoors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Canaries canaries;
    private final Simulators simulators;
    private final DoorCalls calls;

    CanaryDoors(Canaries canaries, Simulators simulators) {
        this.canaries = canaries;
        this.simulators = simulators;
        this.calls = new DoorCalls(canaries);
    }

    DoorCalls.Answer call(Map<String, String> query, Map<String, String> headers, String body, DoorCalls.Called door) {
        return told(calls.call(query, headers, body, door));
    }

    String presented(String what) {
        return canaries.secret(Kind.PRESENTED, what + UUID.randomUUID());
    }

    void echoedToken(int status, String error) {
        answerNext("POST", "oauth2/v2.0/token", status, "{\"error\":\"" + error + "\",\"error_description\":\"%s\"}");
    }

    void echo(String method, String path, int status, String code) {
        answerNext(method, path, status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"%s\"}}");
    }

    private void answerNext(String method, String path, int status, String body) {
        String echoed = canaries.secret(Kind.ECHOED, "echoed-" + UUID.randomUUID());
        simulators
                .faults()
                .answerNext(
                        1, method, path, status, Map.of("Content-Type", "application/json"), body.formatted(echoed));
    }

    /** What API.md hands out is noted as a secret, and is for this answer alone. */
    private DoorCalls.Answer told(DoorCalls.Answer answer) {
        String said = answer.headers() + " " + answer.body();
        JsonNode body = answer.body().startsWith("{") ? json(answer) : JSON.createObjectNode();
        String staging = body.at("/staging/url").asText();
        String link = body.path("signInUrl").asText();
        String location = answer.headers().getOrDefault("Location", "");
        String cookie = answer.headers().getOrDefault("Set-Cookie", "").replaceAll(";.*", "");
        String content = body.path("url").asText();
        note(Kind.DOWNLOAD_URL, content);
        note(Kind.DOWNLOAD_URL, content.replaceAll(".*tempauth=", ""));
        note(Kind.HOME_KEY, body.path("homeKey").asText());
        note(Kind.STAGING_SIGNATURE, staging.replaceAll(".*sig=([^&]*).*", "$1"));
        note(Kind.LINK, link.replaceAll(".*\\.", ""));
        if (location.contains("state=")) {
            note(Kind.STATE, location.replaceAll(".*state=[^.&]*\\.([^&]*).*", "$1"));
        }
        note(Kind.COOKIE, cookie.replaceAll("^[^=]*=", ""));
        for (String handed :
                List.of(staging, link, content, body.path("homeKey").asText(), location, cookie)) {
            said = handed.isEmpty() ? said : said.replace(handed, "");
        }
        canaries.heard("answer " + answer.status(), said);
        return answer;
    }

    private void note(Kind kind, String value) {
        if (!value.isEmpty()) {
            canaries.secret(kind, value);
        }
    }

    static JsonNode json(DoorCalls.Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
