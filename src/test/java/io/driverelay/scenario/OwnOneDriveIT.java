package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.homeassistant.Tars;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.simulator.OneDriveAccount;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;

/** Home Assistant's own OneDrive integration, signed in by the relay's app registration and at the folder of a home that the relay serves. */
@EnabledIf("isThere")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnOneDriveIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PERSON = "kim";
    private static final String INSTANCE = "b5bb4d4c1f7a4e2f9d0c3b2a19087f6e";
    private static final long GIB = 1L << 30;
    private static final Optional<HomeAssistants.Release> RELEASE = HomeAssistants.withOneDrive();
    private static RunningApp app;
    private static Linked home;
    private static String folder;
    private static RunningHomeAssistant hass;
    private static OwnOneDrive own;

    static boolean isThere() {
        return RELEASE.isPresent();
    }

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of(), true);
        app.relay.simulators().authority().signInAs(PERSON);
        home = app.client.createConnection(
                "{\"name\":\"Kim\",\"keyScopes\":[\"restore\",\"delete\"],\"instanceId\":\"" + INSTANCE + "\"}");
        assertThat(app.client.signIn(home.signInUrl()).statusCode()).isEqualTo(200);
        folder = app.client
                .operator("GET", "/connections/" + home.id(), null)
                .expect(200)
                .path("folder")
                .path("name")
                .asText();
        hass = new RunningHomeAssistant(
                RELEASE.orElseThrow(),
                HomeAssistantFolder.secretsOf(home, app.relay.api().toString()),
                OwnOneDrive.environment(app.relay.simulators()));
        hass.folder.instanceIs(INSTANCE);
        own = OwnOneDrive.signedIn(hass.start(), app.relay.simulators(), folder);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            assertThat(app.relay.simulators().violations().all()).isEmpty();
        } finally {
            if (hass != null) {
                hass.close();
            }
            app.close();
        }
    }

    private static byte[] tar(String id, String name) {
        return Tars.supervisor(Tars.supervisorJson(id, name), true, "a0d7b954_ssh");
    }

    private static Optional<JsonNode> atTheRelay(String id) throws Exception {
        return app.backup(home, "backup_id", id);
    }

    private static String idOf(String name) throws Exception {
        JsonNode found = app.backup(home, "name", name).orElseThrow();
        return found.path("backup_id").asText();
    }

    private static OneDriveAccount drive() {
        return app.relay.simulators().oneDrive().account(PERSON);
    }

    private static void sameOnBothSides(String id) throws Exception {
        JsonNode relayed = atTheRelay(id).orElseThrow();
        JsonNode shown = own.backup(id).orElseThrow();
        for (String field : List.of(
                "backup_id",
                "name",
                "date",
                "addons",
                "folders",
                "database_included",
                "homeassistant_included",
                "homeassistant_version",
                "extra_metadata")) {
            assertThat(shown.has(field)).as(field).isTrue();
            assertThat(shown.path(field)).as(field).isEqualTo(relayed.path(field));
        }
        JsonNode place = shown.path("agents").path(own.agent());
        assertThat(place.path("size").asLong()).isEqualTo(relayed.path("size").asLong());
        assertThat(place.path("protected")).isEqualTo(relayed.path("protected"));
    }

    @Test
    void whatTheRelayDeliveredIsListedAndDownloadedToTheByte() throws Exception {
        byte[] bare = tar("9e346a5c", "Sunday 🏠 100%");
        byte[] described = tar("0d5c0001", "unused");
        app.deliverBackup(home, bare, "");
        app.deliverBackup(home, described, Descriptions.json("0d5c0001", "Voll & ganz", described.length));
        own.readAgain();

        sameOnBothSides("9e346a5c");
        sameOnBothSides("0d5c0001");
        assertThat(own.download("9e346a5c").body()).isEqualTo(bare);
        assertThat(own.download("0d5c0001").body()).isEqualTo(described);
    }

    @Test
    void backupWhoseNameHasASlashIsListed_butNeitherFetchedNorDeletedThere() throws Exception {
        app.deliverBackup(home, tar("51a54ed0", "Nabu Casa / Nightly"), "");
        own.readAgain();

        sameOnBothSides("51a54ed0");
        assertThat(own.download("51a54ed0").statusCode()).isEqualTo(500);
        assertThat(own.delete("51a54ed0").has(own.agent())).isTrue();
        assertThat(atTheRelay("51a54ed0")).isPresent();
    }

    @Test
    void whatIsDeletedThereIsGoneHere_bothFilesOfIt() throws Exception {
        app.deliverBackup(home, tar("de1e7e01", "First to go"), "");
        app.deliverBackup(home, tar("de1e7e02", "Second to go"), "");
        own.readAgain();
        long used = drive().usedBytes();

        assertThat(own.delete("de1e7e01")).isEmpty();
        assertThat(atTheRelay("de1e7e01")).isEmpty();
        assertThat(drive().usedBytes()).as("with the recycle bin").isEqualTo(used);

        own.deletePermanently();
        assertThat(own.delete("de1e7e02")).isEmpty();
        assertThat(atTheRelay("de1e7e02")).isEmpty();
        assertThat(drive().usedBytes()).isLessThan(used);
        assertThat(drive().namesIn(folder)).noneMatch(name -> name.contains("to_go"));
    }

    @Test
    void itsSensorsSayWhatTheStatusSays() throws Exception {
        for (long remaining : List.of(-GIB, 5 * GIB, 50 * GIB, 500 * GIB)) {
            drive().setQuota(1000 * GIB, 1000 * GIB - remaining);
            readDrives();
            own.readAgain();

            hass.await(
                    "its state",
                    () -> own.sensor("drive_state").equals(status("driveState").asText()));
            assertThat(gibibytes("used_size"))
                    .isEqualTo((double) status("usedBytes").asLong() / GIB, within(0.01));
            assertThat(gibibytes("remaining_size"))
                    .isEqualTo((double) status("remainingBytes").asLong() / GIB, within(0.01));
        }
        assertThat(own.sensor("drive_state")).isEqualTo("normal");
    }

    private static double gibibytes(String sensor) throws Exception {
        return Double.parseDouble(own.sensor(sensor));
    }

    private static void readDrives() throws Exception {
        app.client.call(
                "POST", "/../admin/functions/checkDrives", Map.of("x-functions-key", app.relay.functionKey()), "{}");
    }

    private static JsonNode status(String field) throws Exception {
        return app.client.home(home, "GET", "/status", null).expect(200).path(field);
    }

    @Test
    void whatHomeAssistantUploadsItself_inSeveralFragments_isListedHereAsThere() throws Exception {
        byte[] photo = new byte[1 << 20];
        new Random(1).nextBytes(photo);
        Files.write(hass.config.resolve("photo.jpg"), photo);
        int mark = drive().calls().size();
        own.makeBackup("By itself", own.agent());
        String id = idOf("By itself");

        assertThat(drive().callsSince(mark))
                .filteredOn(call -> call.startsWith("PUT /up/"))
                .hasSizeGreaterThan(1);
        sameOnBothSides(id);
        String url = app.client
                .home(home, "GET", "/backups/" + id + "/content", null)
                .expect(200)
                .path("url")
                .asText();
        try (var content = app.client.download(URI.create(url))) {
            assertThat(content.readAllBytes()).isEqualTo(own.download(id).body());
        }
    }

    @Test
    void homeAssistantsOwnRulePrunesWhatTheRelayDelivered_butForTheLast() throws Exception {
        for (int day : List.of(8, 9)) {
            String id = "01dd000" + day;
            byte[] tar = tar(id, "unused");
            app.deliverBackup(
                    home, tar, Descriptions.json(id, "Night " + day, tar.length).replace("01-08T", "01-0" + day + "T"));
        }
        own.readAgain();
        hass.command("backup/config/update", MAPPER.readTree("""
                {"create_backup":{"agent_ids":["backup.local"],"include_database":false},"retention":{"copies":1}}"""));
        hass.act("backup.create_automatic", Map.of());
        hass.await("the older one is pruned", () -> atTheRelay("01dd0008").isEmpty());
        assertThat(atTheRelay("01dd0009")).isPresent();

        // it was made at home, and the package sends it
        String made = hass.folder.backup("Automatic_").getFileName().toString();
        hass.await("it is delivered", () -> drive().namesIn(folder).contains(made.replace(".tar", ".metadata.json")));
        own.readAgain();
        assertThat(own.backups()).anyMatch(one -> one.path("agents").has("backup.local"));
    }

    /** The last test: the Home Assistant is not the same afterwards. */
    @Test
    @Order(Integer.MAX_VALUE)
    void homeIsRestoredFromWhatTheRelayDelivered() throws Exception {
        Path notes = hass.config.resolve("notes.yaml");
        Files.writeString(notes, "as it was");
        own.makeBackup("At home", "backup.local");
        app.deliverBackup(home, Files.readAllBytes(hass.folder.backup("At_home_")), "");
        Files.writeString(notes, "broken");
        own.readAgain();

        own.restore(idOf("At home"));
        assertThat(notes).hasContent("as it was");
    }
}
