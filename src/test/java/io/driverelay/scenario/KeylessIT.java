package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.backup;
import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.local.CoreToolsSettings;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.host.LocalHost;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As in Azure: no storage key anywhere, a managed identity instead, and TLS wherever a byte goes. */
class KeylessIT {
    private static RunningApp app;
    private static Linked home;

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of(), true);
        home = app.linked("robin");
    }

    @AfterAll
    static void stop() {
        try {
            assertThat(app.relay.simulators().violations().all()).isEmpty();
        } finally {
            app.close();
        }
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void backupInBlocksGoesTheWholeWay() throws Exception {
        byte[] bytes = content(9_000_000);
        JsonNode opened = app.open(home, backup("Nightly_1.tar", bytes.length, ",\"transfer\":\"blocks\""));
        assertThat(app.putBlock(opened, 0, java.util.Arrays.copyOfRange(bytes, 0, 5_000_000)))
                .isEqualTo(201);
        assertThat(app.putBlock(opened, 1, java.util.Arrays.copyOfRange(bytes, 5_000_000, bytes.length)))
                .isEqualTo(201);
        app.commit(home, opened).expect(202);

        JsonNode delivered = app.await(home, opened, is("delivered"));
        assertThat(delivered.path("item").path("verifiedBy").asText()).isEqualTo("quickXorHash");
        String folder = app.client
                .operator("GET", "/connections/" + home.id(), null)
                .expect(200)
                .path("folder")
                .path("name")
                .asText();
        assertThat(app.onDrive("robin", folder + "/Nightly_1.tar")).isEqualTo(bytes);
    }

    /** Fault 23. */
    @Test
    void declaredSha256IsChecked_andALargeFragmentMoves() throws Exception {
        byte[] bytes = content(30_000_000);
        String sha256 = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        JsonNode opened = app.open(
                home, file("large.bin", bytes.length, ",\"transfer\":\"single\",\"sha256\":\"" + sha256 + "\""));
        assertThat(app.put(opened, bytes)).isEqualTo(201);
        app.commit(home, opened).expect(202);

        app.await(home, opened, is("delivered"));
        assertThat(app.onDrive("robin", "large.bin")).isEqualTo(bytes);
    }

    @Test
    void stagingUrlIsSignedByADelegatedKey_forOnePut_overHttpsAlone() throws Exception {
        JsonNode opened = app.open(home, file("one.bin", 3, ",\"transfer\":\"single\""));
        String url = opened.path("staging").path("url").asText();
        assertThat(url).startsWith("https://").contains("skoid=", "ske=", "sp=c&", "spr=https");
        assertThat(app.put(opened, new byte[3])).isEqualTo(201);
        assertThat(app.put(opened, new byte[3])).isEqualTo(403);

        JsonNode blocks = app.open(home, file("two.bin", 3, ",\"transfer\":\"blocks\""));
        assertThat(blocks.path("staging").path("url").asText()).contains("sp=cw&");
    }

    @Test
    void identityIsAskedForStorageAndVault_withItsClientId_onceForEachClient() throws Exception {
        var identity = app.relay.simulators().identity();
        delivered("first.bin");
        int clients = identity.asked().size();
        for (int i = 0; i < 3; i++) {
            delivered("next-" + i + ".bin");
        }
        // kept by each client while it is valid, not asked for by each call
        assertThat(identity.asked()).hasSize(clients);
        assertThat(identity.asked())
                .allSatisfy(query -> assertThat(query).containsEntry("client_id", identity.clientId()));
        assertThat(identity.asked().stream().map(query -> query.get("resource").replaceAll("/$", "")))
                .contains("https://storage.azure.com", "https://vault.azure.net");
    }

    private static void delivered(String name) throws Exception {
        JsonNode opened = app.open(home, file(name, 1000, ""));
        assertThat(app.put(opened, content(1000))).isEqualTo(201);
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));
    }

    /** Fault 36. */
    @Test
    void noKeyIsAnywhere_andNothingSecretIsInTheLog() throws Exception {
        assertThat(app.relay.settings()).doesNotContainKey("CONTENT_STORAGE");
        assertThat(app.relay.settings().values()).noneMatch(value -> value.contains("AccountKey"));
        assertThat(Files.readString(app.relay.log())).doesNotContain("sig=", "eyJ", "/up/");
    }

    @Test
    void libraryIsLoadedByWhatCallsMicrosoftAlone_notByTheDoorsOfHomes() throws Exception {
        Path data = RunningApp.newData();
        Path classes = data.resolve("classes.log").toAbsolutePath();
        Map<String, String> never = Map.of("DRIVE_CHECK_SCHEDULE", "0 0 0 1 1 *");
        try (var fresh = new RunningApp(data, never, true, "-Xlog:class+load:file=" + classes)) {
            Linked kim = fresh.linked("kim");
            fresh.relay.restartHost();
            fresh.client.operator("GET", "/status", null).expect(200);
            byte[] bytes = content(1000);
            JsonNode opened = fresh.open(kim, file("a.bin", bytes.length, ""));
            fresh.client.home(kim, "GET", "/uploads", null).expect(200);
            assertThat(fresh.put(opened, bytes)).isEqualTo(201);
            assertThat(Files.readString(classes)).contains("io.driverelay.").doesNotContain("org.conscrypt.");

            fresh.commit(kim, opened).expect(202);
            fresh.await(kim, opened, is("delivered"));
            assertThat(Files.readString(classes)).contains("org.conscrypt.");
        }
    }

    /** As Core Tools would start it: they read the same file, and give the worker the same arguments. */
    @Test
    void settingsFileAloneStartsTheGenuineHostsWay() throws Exception {
        var file = app.relay.log().resolveSibling(CoreToolsSettings.FILE).toFile();
        Map<String, String> values = new HashMap<>();
        new ObjectMapper()
                .readTree(file)
                .path("Values")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
        assertThat(values).containsEntry("FUNCTIONS_WORKER_RUNTIME", "java").containsKey("AzureWebJobsStorage");
        List<String> flags =
                List.of(values.remove("languageWorkers__java__arguments").split(" "));
        var folder = Path.of("target", "azure-functions", "drive-relay").toAbsolutePath();
        var log = app.relay.log().resolveSibling("second.log");
        try (var second = LocalHost.start(new LocalHost.Options(folder, 0, "another", values, flags, log))) {
            var client = new HomeClient(
                    URI.create(second.url() + "/api"),
                    "another",
                    app.relay.simulators().certificates().clientContext());
            JsonNode status = client.operator("GET", "/status", null).expect(200);
            assertThat(status.path("items").findValuesAsText("connectionId")).contains(home.id());
            byte[] bytes = content(100_000);
            JsonNode opened = client.home(home, "POST", "/uploads", file("second.bin", bytes.length, ""))
                    .expect(201);
            assertThat(app.put(opened, bytes)).isEqualTo(201);
            app.commit(home, opened).expect(202);
            app.await(home, opened, is("delivered"));
        }
    }
}
