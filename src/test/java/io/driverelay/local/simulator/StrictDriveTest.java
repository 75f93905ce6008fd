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
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated drive catches what a real one would refuse or punish. */
class StrictDriveTest {
    private static final int UNIT = 327_680;

    @TempDir
    Path data;

    private Simulators simulators;
    private String token;

    @BeforeEach
    void start() throws Exception {
        simulators = Simulators.start(data, new Simulators.Options("Graph", false));
        token = token("offline_access Files.ReadWrite.AppFolder");
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    private String token(String scope) throws Exception {
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
        return json(send(
                        "POST",
                        simulators.authority().url() + "/oauth2/v2.0/token",
                        form.getBytes(StandardCharsets.UTF_8),
                        Map.of()))
                .path("access_token")
                .asText();
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<byte[]> send(String method, String url, byte[] bodyOrNull, Map<String, String> headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .method(method, bodyOrNull == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bodyOrNull));
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> graph(String method, String path, String bodyOrNull) throws Exception {
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + token));
        byte[] body = bodyOrNull == null ? null : bodyOrNull.getBytes(StandardCharsets.UTF_8);
        return send(method, simulators.oneDrive().graphUrl() + path, body, headers);
    }

    private String session(String name, long size) throws Exception {
        var answer = graph(
                "POST",
                "/me/drive/special/approot:/" + name + ":/createUploadSession",
                "{\"item\":{\"name\":\"" + name + "\",\"fileSize\":" + size + "}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer).path("uploadUrl").asText();
    }

    private HttpResponse<byte[]> fragment(String url, int first, int length, int total) throws Exception {
        String range = "bytes " + first + "-" + (first + length - 1) + "/" + total;
        return send("PUT", url, new byte[length], Map.of("Content-Range", range));
    }

    @Test
    void appFolderMayBeCalledGraph_andNothingIsSeenWithoutAToken() throws Exception {
        assertThat(json(graph("GET", "/me/drive/special/approot", null))
                        .path("name")
                        .asText())
                .isEqualTo("Graph");
        token = "Ewnonsense";
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(401);
    }

    @Test
    void fragmentsMustComeInOrder_andTheDriveSaysWhereItStands() throws Exception {
        String url = session("a.bin", 2 * UNIT + 5);
        assertThat(fragment(url, UNIT, UNIT, 2 * UNIT + 5).statusCode()).isEqualTo(416);
        assertThat(fragment(url, 0, UNIT, 2 * UNIT + 5).statusCode()).isEqualTo(202);
        assertThat(fragment(url, 0, UNIT, 2 * UNIT + 5).statusCode()).isEqualTo(416);
        assertThat(json(send("GET", url, null, Map.of()))
                        .path("nextExpectedRanges")
                        .get(0)
                        .asText())
                .isEqualTo(UNIT + "-");
        assertThat(fragment(url, UNIT, UNIT + 5, 2 * UNIT + 5).statusCode()).isEqualTo(201);
        assertThat(send("GET", url, null, Map.of()).statusCode()).isEqualTo(404);
        assertThat(simulators.violations().all()).isEmpty();
    }

    @Test
    void wrongMultipleShowsOnlyAtTheEnd_andIsAViolation() throws Exception {
        String url = session("b.bin", 1000);
        assertThat(fragment(url, 0, 500, 1000).statusCode()).isEqualTo(202);
        assertThat(fragment(url, 500, 500, 1000).statusCode()).isEqualTo(400);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    @Test
    void tokenOnAnUploadUrlIsAViolation() throws Exception {
        String url = session("c.bin", 10);
        assertThat(send("GET", url, null, Map.of("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    @Test
    void callBeforeRetryAfterIsOverIsAViolation() throws Exception {
        simulators.faults().answerNext(1, "GET", "/me/drive$", 429, Map.of("Retry-After", "60"), "");
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(429);
        assertThat(simulators.violations().all()).isEmpty();
        graph("GET", "/me/drive", null);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAByteMoves_andATakenNameAtTheEnd() throws Exception {
        simulators.oneDrive().account("alex").setQuota(1000, 0);
        var full = graph(
                "POST", "/me/drive/special/approot:/d.bin:/createUploadSession", "{\"item\":{\"fileSize\":1001}}");
        assertThat(full.statusCode()).isEqualTo(507);
        assertThat(fragment(session("d.bin", 10), 0, 10, 10).statusCode()).isEqualTo(201);
        assertThat(fragment(session("d.bin", 10), 0, 10, 10).statusCode()).isEqualTo(409);
    }

    @Test
    void everythingIsThereAgainAfterARestart() throws Exception {
        String url = session("e.bin", UNIT + 5);
        fragment(url, 0, UNIT, UNIT + 5);
        simulators.close();
        simulators = Simulators.start(data, new Simulators.Options("Graph", false));

        assertThat(fragment(url, UNIT, 5, UNIT + 5).statusCode()).isEqualTo(201);
        var content = graph("GET", "/me/drive/special/approot:/e.bin:/content", null);
        assertThat(content.statusCode()).isEqualTo(302);
        String location = content.headers().firstValue("location").orElseThrow();
        assertThat(send("GET", location, null, Map.of("Range", "bytes=" + UNIT + "-"))
                        .body())
                .hasSize(5);
    }
}
