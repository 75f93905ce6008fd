package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.backup;
import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.tls.TestAuthority;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which storage and vault operations each function performs, seen on the wire. The emulator lets every identity do everything, so this list
 * is what the roles in {@code infra} are held against ({@code OperationsAllowedTest}).
 */
class OperationsIT {
    private static final Path LIST = Path.of("docs", "operations.md");

    private final Map<String, Set<String>> list = new TreeMap<>();
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private StorageRecorder storage;
    private RunningApp app;
    private int vaultSeen;

    /** A home's Home Assistant, which takes whatever it is told. */
    private HttpServer listener;

    @BeforeEach
    void listen() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        listener.start();
    }

    @AfterEach
    void stopListening() {
        listener.stop(0);
    }

    private interface Step<T> {
        T run() throws Exception;
    }

    @Test
    void eachFunctionDoesWhatIsWritten_andNothingElse() throws Exception {
        Path data = RunningApp.newData();
        try (var recorder = new StorageRecorder(TestAuthority.in(data.resolve("simulator/certificates")))) {
            storage = recorder;
            Map<String, String> settings = Map.of(
                    "CONTENT_STORAGE__blobServiceUri",
                    recorder.address(Azurite.ACCOUNT),
                    "CONTENT_STORAGE__queueServiceUri",
                    recorder.address(Azurite.ACCOUNT),
                    // by hand alone
                    "DRIVE_CHECK_SCHEDULE",
                    "0 0 0 1 1 *",
                    "DRIVE_CHECK_SHARE",
                    "1",
                    "WEBHOOK_PRIVATE_HOSTS",
                    "127.0.0.1:*");
            try (var running = new RunningApp(data, settings, true)) {
                app = running;
                recorder.forwardTo(running.relay.azurite());
                callEverything();
            }
        }
        String found = markdown();
        if (Boolean.getBoolean("operations.overwrite")) {
            Files.writeString(LIST, found);
        }
        assertThat(Files.readString(LIST)).isEqualTo(found);
    }

    private void callEverything() throws Exception {
        during("health", () -> app.client.call("GET", "/health", Map.of(), (String) null));
        during("contract", () -> app.client.call("GET", "/openapi.json", Map.of(), (String) null));
        Linked home = during(
                "createConnection",
                () -> app.client.createConnection("{\"name\":\"a\",\"keyScopes\":[\"restore\",\"delete\"]}"));
        signIn(home.signInUrl());
        String path = "/connections/" + home.id();
        during("getConnection", () -> app.client.operator("GET", path, null).expect(200));
        during(
                "listConnections",
                () -> app.client.operator("GET", "/connections", null).expect(200));
        JsonNode key = during(
                "createKey",
                () -> app.client.operator("POST", path + "/keys", "{}").expect(201));
        during(
                "listKeys",
                () -> app.client.operator("GET", path + "/keys", null).expect(200));
        during(
                "revokeKey",
                () -> app.client.operator(
                        "DELETE", path + "/keys/" + key.path("id").asText(), null));
        storage.holdPushes(true);
        String webhook = "http://127.0.0.1:" + listener.getAddress().getPort() + "/api/webhook/a";
        during(
                "changeConnection",
                () -> app.client
                        .operator("PATCH", path, "{\"folderName\":\"Renamed\",\"webhookUrl\":\"" + webhook + "\"}")
                        .expect(200));
        during("status", () -> app.client.operator("GET", "/status", null).expect(200));
        during(
                "connectionStatus",
                () -> app.client.home(home, "GET", "/status", null).expect(200));
        carry(home);
        pushed();
        during(
                "diagnostics",
                () -> app.client.operator("GET", path + "/diagnostics", null).expect(200));
        during(
                "planRetention",
                () -> app.client.operator("GET", path + "/retention", null).expect(200));
        shelf(home);
        failAndRetry(home);
        during(
                "newSignIn",
                () -> app.client.operator("POST", path + "/sign-in", null).expect(201));
        during("endSignInLink", () -> app.client.operator("DELETE", path + "/sign-in", null));
        spreadPass();
        pass();
        removed(home);
    }

    private void signIn(URI link) throws Exception {
        HttpResponse<Void> begun = during("startSignIn", () -> get(link));
        HttpResponse<Void> consented =
                get(URI.create(begun.headers().firstValue("location").orElseThrow()));
        URI back = URI.create(consented.headers().firstValue("location").orElseThrow());
        assertThat(during("endSignIn", () -> get(back)).statusCode()).isEqualTo(200);
    }

    private void carry(Linked home) throws Exception {
        storage.holdTickets(true);
        byte[] bytes = new byte[1000];
        JsonNode opened =
                during("openUpload", () -> app.open(home, file("a.bin", bytes.length, ",\"transfer\":\"blocks\"")));
        String upload = "/uploads/" + opened.path("id").asText();
        during("getUpload", () -> app.client.home(home, "GET", upload, null).expect(200));
        during(
                "listUploads",
                () -> app.client.home(home, "GET", "/uploads", null).expect(200));
        freshInstance();
        during("newStagingUrl", () -> app.client.home(home, "POST", upload + "/staging-url", null));
        assertThat(app.putBlock(opened, 0, bytes)).isEqualTo(201);
        during("commitUpload", () -> app.commit(home, opened).expect(202));
        freshInstance();
        storage.holdTickets(false);
        during("relay", () -> app.await(home, opened, is("delivered")));
        storage.holdTickets(true);
        freshInstance();
        during(
                "receiveFile",
                () -> app.client.call(
                        "PUT",
                        "/connections/" + home.id() + "/files/b.bin",
                        Map.of("x-home-key", home.homeKey(), "Content-Type", "application/octet-stream"),
                        HttpRequest.BodyPublishers.ofByteArray(bytes)));
        JsonNode other = app.open(home, file("c.bin", 10, ""));
        storage.taken();
        during(
                "cancelUpload",
                () -> app.client.home(
                        home, "DELETE", "/uploads/" + other.path("id").asText(), null));
    }

    private void failAndRetry(Linked home) throws Exception {
        JsonNode opened =
                app.open(home, file("wrong.bin", 3, ",\"transfer\":\"single\",\"sha256\":\"" + "0".repeat(64) + "\""));
        app.put(opened, new byte[3]);
        app.commit(home, opened).expect(202);
        storage.taken();
        storage.holdTickets(false);
        during("relay", () -> app.await(home, opened, is("failed")));
        storage.holdTickets(true);
        during(
                "retryUpload",
                () -> app.client.home(
                        home, "POST", "/uploads/" + opened.path("id").asText() + "/retry", null));
    }

    /** What lies on the drive. */
    private void shelf(Linked home) throws Exception {
        JsonNode opened = app.open(home, backup("n.tar", 10, ""));
        app.put(opened, new byte[10]);
        app.commit(home, opened).expect(202);
        JsonNode other = app.open(home, file("c.bin", 3, ""));
        app.put(other, new byte[3]);
        app.commit(home, other).expect(202);
        storage.holdTickets(false);
        app.await(home, opened, is("delivered"));
        app.await(home, other, is("delivered"));
        storage.holdTickets(true);
        String one = "/backups/abcd1234";
        for (String[] row : new String[][] {
            {"listBackups", "GET", "/backups"},
            {"getBackup", "GET", one},
            {"backupContent", "GET", one + "/content"},
            {"deleteBackup", "DELETE", one},
            {"deleteFile", "DELETE", "/files/a.bin"}
        }) {
            freshInstance();
            during(row[0], () -> app.client.home(home, row[1], row[2], null).expect(200));
        }
        freshInstance();
        during(
                "deleteFiles",
                () -> app.client
                        .home(home, "POST", "/deletions", "{\"files\":[\"c.bin\"]}")
                        .expect(200));
    }

    private void pushed() throws Exception {
        freshInstance();
        during("pushHome", () -> {
            storage.holdPushes(false);
            await(() -> logged("Executed 'Functions.pushHome'") >= 1);
            return null;
        });
        storage.holdPushes(true);
    }

    /** With two homes there is one too many for an instance, which gives one share back. */
    private void spreadPass() throws Exception {
        Linked other = app.client.createConnection("{\"name\":\"b\"}");
        signIn(other.signInUrl());
        storage.holdShares(true);
        pass();
        freshInstance();
        during("checkShare", () -> {
            storage.holdShares(false);
            await(() -> logged("Executed 'Functions.checkShare'") >= 3);
            return null;
        });
        removed(other);
    }

    private void pass() throws Exception {
        freshInstance();
        int before = logged("Executed 'Functions.checkDrives'");
        during("checkDrives", () -> {
            app.client.call(
                    "POST",
                    "/../admin/functions/checkDrives",
                    Map.of("x-functions-key", app.relay.functionKey()),
                    "{}");
            await(() -> logged("Executed 'Functions.checkDrives'") > before);
            return null;
        });
    }

    /** Each function has instances of its own in Azure: what another one holds in memory is not there. */
    private void freshInstance() throws IOException {
        app.relay.restartHost();
    }

    private void removed(Linked home) throws Exception {
        during("deleteConnection", () -> app.client.operator("DELETE", "/connections/" + home.id(), null));
    }

    private HttpResponse<Void> get(URI address) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
    }

    private <T> T during(String function, Step<T> step) throws Exception {
        settled();
        storage.taken();
        T result = step.run();
        settled();
        Set<String> operations = list.computeIfAbsent(function, name -> new TreeSet<>());
        operations.addAll(storage.taken());
        var vault = app.relay.simulators().vault().asked();
        operations.addAll(vault.subList(vaultSeen, vault.size()));
        vaultSeen = vault.size();
        return result;
    }

    /** A turn goes on for a while after its upload is seen to be delivered, and what it does then is its own. */
    private void settled() throws Exception {
        await(() -> logged("Executing 'Functions.")
                == logged("- Executed 'Functions.") - logged("Host.Results - Executed 'Functions."));
    }

    private int logged(String words) throws IOException {
        return Files.readString(app.relay.log()).split(Pattern.quote(words), -1).length - 1;
    }

    private static void await(Step<Boolean> fact) throws Exception {
        for (int i = 0; i < 400 && !fact.run(); i++) {
            Thread.sleep(50);
        }
        assertThat(fact.run()).isTrue();
    }

    private String markdown() {
        list.put("queue triggers (the host)", new TreeSet<>(storage.byTrigger()));
        var text = new StringBuilder("""
                # What each function does in storage and vault

                Seen on the wire by `OperationsIT`, which fails when this list is not what happens; `-Doperations.overwrite=true` writes it anew.
                `docs/security.md` has the roles that allow it, and `OperationsAllowedTest` holds the two together. The platform's own triggers
                also renew and release a message (Update Message), and put one that nobody could serve into the poison queue (Put Message).

                | function | operations |
                |---|---|
                """);
        list.forEach((function, operations) -> text.append("| ")
                .append(function)
                .append(" | ")
                .append(operations.isEmpty() ? "none" : String.join(", ", operations))
                .append(" |\n"));
        return text.toString();
    }
}
