package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.backup;
import static io.driverelay.scenario.RunningApp.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.function.ContractDocument;
import io.driverelay.local.HomeClient.Answer;
import io.driverelay.local.HomeClient.Linked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem that a route of the packaged app can answer with is reached here; its members are held to the contract on the way. */
class ProblemsIT {
    private static final String NOBODYS = "01KB0000000000000000000001";
    private static RunningApp app;
    private static Linked home;

    /** Comes to an answer that is a problem. */
    interface Way {
        Answer goes() throws Exception;
    }

    private static final Map<String, Way> WAYS = Map.ofEntries(
            Map.entry("invalid-request", () -> app.client.operator("GET", "/connections?limit=0", null)),
            Map.entry("invalid-destination", () -> open(home, file("CON", 1, ""))),
            Map.entry(
                    "key-invalid",
                    () -> app.client.call(
                            "GET", "/connections/" + home.id() + "/status", Map.of("x-home-key", "none"), (String)
                                    null)),
            Map.entry("scope-missing", ProblemsIT::replaceABackupWithoutTheScope),
            Map.entry("unknown-connection", () -> app.client.operator("GET", "/connections/" + NOBODYS, null)),
            Map.entry(
                    "unknown-key",
                    () -> app.client.operator("DELETE", "/connections/" + home.id() + "/keys/nope", null)),
            Map.entry("unknown-backup", () -> app.client.home(home, "GET", "/backups/none", null)),
            Map.entry("folder-name-taken", ProblemsIT::callTheFolderAsAFileIsCalled),
            Map.entry("not-a-backup", ProblemsIT::sendABackupThatIsNone),
            Map.entry("drive-unreachable", ProblemsIT::listWhileTheDriveFails),
            Map.entry("unknown-upload", () -> app.client.home(home, "GET", "/uploads/" + NOBODYS, null)),
            Map.entry("sign-in-required", () -> open(app.client.createConnection("{}"), file("a.txt", 1, ""))),
            Map.entry("idempotency-mismatch", ProblemsIT::useAKeyForAnotherRequest),
            Map.entry("wrong-state", ProblemsIT::commitWhatIsCancelled),
            Map.entry("incomplete-content", () -> app.commit(home, app.open(home, file("a.txt", 1, "")))),
            Map.entry(
                    "length-required",
                    () -> app.client.call(
                            "POST",
                            "/connections/" + home.id() + "/uploads",
                            homes(),
                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'{', '}'})))),
            Map.entry(
                    "body-too-large",
                    () -> app.client.operator("POST", "/connections", "{\"name\":\"" + "n".repeat(20_000) + "\"}")),
            Map.entry("too-large-for-direct", () -> put(new byte[(8 << 20) + 1], Map.of())),
            Map.entry("unsupported-content-type", () -> put(new byte[1], Map.of("Content-Encoding", "gzip"))),
            Map.entry("too-many-requests", ProblemsIT::retryTwice),
            Map.entry("drive-full", ProblemsIT::sendToAFullDrive),
            Map.entry("storage-unavailable", ProblemsIT::removeWhileTheVaultFails),
            Map.entry("not-configured", ProblemsIT::callAnAppWithAWrongSetting));

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of());
        home = app.linked("robin");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static Stream<Entry<String, Way>> ways() {
        return WAYS.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void problemIsReached(Entry<String, Way> way) throws Exception {
        Answer answer = way.getValue().goes();

        assertThat(answer.json().path("code").asText()).as("%s", answer.json()).isEqualTo(way.getKey());
        assertThat(answer.status()).isEqualTo(answer.json().path("status").asInt());
        assertThat(answer.json().path("detail").asText()).endsWith(".");
    }

    /** What no route can answer with needs no way; a fault of our own cannot be ordered here ({@code DoorTest} has it). */
    @Test
    void everyProblemOfARouteHasItsWay() {
        assertThat(ContractDocument.OPERATIONS.stream()
                        .flatMap(operation -> operation.problems().stream())
                        .distinct()
                        .filter(code -> !code.equals("unexpected")))
                .containsExactlyInAnyOrderElementsOf(WAYS.keySet());
    }

    /** The line of a call that OneDrive did not serve is no failure of the app, and has its home. */
    @Test
    void driveThatFailsIsToldApartFromTheAppsOwnFailures() throws Exception {
        Linked failing = app.linked("toni");
        app.relay
                .simulators()
                .oneDrive()
                .account("toni")
                .behaviours()
                .everything
                .next(50, 503, "serviceNotAvailable");
        app.client.home(failing, "GET", "/backups", null).expect(503);

        String told = "{\"event\":\"call-without-drive\",\"connectionId\":\"" + failing.id()
                + "\",\"fault\":\"unreachable\",\"function\":\"listBackups\"}";
        for (int n = 0; n < 100 && !log().contains(told); n++) {
            Thread.sleep(50);
        }
        assertThat(log()).contains(told).doesNotContain("\"call-failed\",\"connectionId\":\"" + failing.id());
    }

    private static String log() throws IOException {
        return Files.readString(app.relay.log());
    }

    private static Answer replaceABackupWithoutTheScope() throws Exception {
        String key = app.client
                .operator("POST", "/connections/" + home.id() + "/keys", "{\"scopes\":[]}")
                .expect(201)
                .path("homeKey")
                .asText();
        return open(new Linked(home.id(), key, home.signInUrl()), backup("a.tar", 1, ",\"conflict\":\"replace\""));
    }

    private static Answer useAKeyForAnotherRequest() throws Exception {
        Map<String, String> headers = new HashMap<>(homes());
        headers.put("Idempotency-Key", "once");
        String path = "/connections/" + home.id() + "/uploads";
        app.client.call("POST", path, headers, file("a.txt", 1, "")).expect(201);
        return app.client.call("POST", path, headers, file("a.txt", 2, ""));
    }

    private static Answer commitWhatIsCancelled() throws Exception {
        JsonNode opened = app.open(home, file("a.txt", 1, ""));
        app.client
                .home(home, "DELETE", "/uploads/" + opened.path("id").asText(), null)
                .expect(200);
        return app.commit(home, opened);
    }

    private static Answer retryTwice() throws Exception {
        for (int n = 0; n < 2; n++) {
            JsonNode opened = app.open(home, file("taken.txt", 1, ",\"conflict\":\"fail\""));
            app.put(opened, new byte[] {(byte) n});
            app.commit(home, opened).expect(202);
            app.await(home, opened, RunningApp.is(n == 0 ? "delivered" : "failed"));
            if (n == 1) {
                String retry = "/uploads/" + opened.path("id").asText() + "/retry";
                app.client.home(home, "POST", retry, null).expect(202);
                app.await(home, opened, RunningApp.is("failed"));
                return app.client.home(home, "POST", retry, null);
            }
        }
        throw new IllegalStateException();
    }

    private static Answer sendToAFullDrive() throws Exception {
        app.relay.simulators().oneDrive().account("kim").setQuota(1_000_000, 999_000);
        Linked full = app.linked("kim");
        return open(full, file("a.txt", 900_000, ""));
    }

    private static Answer callTheFolderAsAFileIsCalled() throws Exception {
        JsonNode opened = app.open(home, file("beside.txt", 1, ""));
        app.put(opened, new byte[1]);
        app.commit(home, opened).expect(202);
        app.await(home, opened, RunningApp.is("delivered"));
        return app.client.operator("PATCH", "/connections/" + home.id(), "{\"folderName\":\"beside.txt\"}");
    }

    private static Answer sendABackupThatIsNone() throws Exception {
        JsonNode opened = app.open(home, "{\"kind\":\"backup\",\"sizeBytes\":5}");
        app.put(opened, new byte[5]);
        return app.commit(home, opened);
    }

    private static Answer listWhileTheDriveFails() throws Exception {
        Linked failing = app.linked("jo");
        app.relay.simulators().oneDrive().account("jo").behaviours().everything.next(50, 503, "serviceNotAvailable");
        return app.client.home(failing, "GET", "/backups", null);
    }

    private static Answer removeWhileTheVaultFails() throws Exception {
        Linked leaving = app.linked("sam");
        app.relay
                .simulators()
                .faults()
                .answerNext(20, "DELETE", "secrets/connection-" + leaving.id(), 503, Map.of(), "");
        return app.client.operator("DELETE", "/connections/" + leaving.id(), null);
    }

    private static Answer callAnAppWithAWrongSetting() throws Exception {
        try (var wrong = new RunningApp(Map.of("RELAY_TURN", "eight minutes"))) {
            return wrong.client.operator("GET", "/connections", null);
        }
    }

    private static Answer open(Linked by, String body) throws Exception {
        return app.client.home(by, "POST", "/uploads", body);
    }

    private static Answer put(byte[] content, Map<String, String> more) throws Exception {
        Map<String, String> headers = new HashMap<>(homes());
        headers.put("Content-Type", "application/octet-stream");
        headers.putAll(more);
        return app.client.call(
                "PUT", "/connections/" + home.id() + "/files/a.bin", headers, BodyPublishers.ofByteArray(content));
    }

    private static Map<String, String> homes() {
        return Map.of("x-home-key", home.homeKey());
    }
}
