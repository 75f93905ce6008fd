package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.simulator.Behaviours;
import io.driverelay.local.simulator.OneDriveAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a home installs, in real Home Assistants beside the packaged app. */
class HomeAssistantIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DRIVE_STATE = "sensor.drive_relay_drive_state";
    private static final long TIB = 1L << 40;
    private static RunningApp app;
    private static CuttableLine line;

    @BeforeAll
    static void start() throws Exception {
        if (!HomeAssistants.found().isEmpty()) {
            app = new RunningApp(Map.of());
            line = new CuttableLine(app.relay.url());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (app != null) {
            line.close();
            app.close();
        }
    }

    static List<HomeAssistants.Release> releases() {
        return HomeAssistants.found();
    }

    private static Map<String, String> secrets(Linked home) {
        return HomeAssistantFolder.secretsOf(home, line.address() + "/api");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("releases")
    void checkConfigHasNothingToSay(HomeAssistants.Release release) throws Exception {
        try (var hass = new RunningHomeAssistant(release, secrets(new Linked("id", "key", null)))) {
            assertThat(hass.script("check_config"))
                    .contains("Testing configuration")
                    .doesNotContain("ERROR", "WARNING", "Failed", "Incorrect");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("releases")
    void sensorsTellAndBackupArrives(HomeAssistants.Release release) throws Exception {
        String person = release.name();
        Linked home = app.linked(person);
        try (var hass = new RunningHomeAssistant(release, secrets(home)).start()) {
            automaticBackupArrives(hass, person, home);
            everyDriveStateIsShown_andAlertsOnce(hass, person, home);
            driveThatCannotBeReadIsStale_andWithoutAQuotaUnknown(hass, person);
            failuresMakeSensorsUnavailable(hass, home);
            webhookIsHeard(hass);
            backupIsReadThroughHomeAssistantItself(hass, home);
            revokedKeyMakesSensorsUnavailable(hass, home);
            assertThat(hass.log()).doesNotContain("drive_relay");
        }
    }

    private static void everyDriveStateIsShown_andAlertsOnce(RunningHomeAssistant hass, String person, Linked home)
            throws Exception {
        OneDriveAccount drive = app.relay.simulators().oneDrive().account(person);
        Map<String, Long> remaining = new LinkedHashMap<>();
        remaining.put("normal", TIB / 2);
        remaining.put("nearing", TIB / 20);
        remaining.put("critical", TIB / 200);
        remaining.put("exceeded", -1L);
        for (var state : remaining.entrySet()) {
            drive.setQuota(TIB, TIB - state.getValue());
            pass();
            hass.shows(DRIVE_STATE, state.getKey());
            hass.await("the numbers of " + state.getKey(), () -> amountsAgree(hass, home, state.getValue()));
            assertThat(hass.state("binary_sensor.drive_relay_stale")).isEqualTo("off");
            assertThat(hass.state("binary_sensor.drive_relay_sign_in_required")).isEqualTo("off");
            boolean alerts = !state.getKey().equals("normal");
            hass.await("alert of " + state.getKey(), () -> hass.notifications().contains("OneDrive is") == alerts);
        }
        assertThat(hass.notifications()).contains("1024.0 of 1024.0 GiB", "Nothing more is taken");
        drive.setQuota(TIB, 0);
        pass();
        hass.shows(DRIVE_STATE, "normal");
        hass.await("the alert is gone", () -> !hass.notifications().contains("OneDrive is"));
    }

    private static boolean amountsAgree(RunningHomeAssistant hass, Linked home, long remaining) throws Exception {
        JsonNode status = app.client.home(home, "GET", "/status", null).expect(200);
        for (String amount : List.of("total", "used", "remaining")) {
            if (!hass.state("sensor.drive_relay_" + amount + "_storage")
                    .equals(status.path(amount + "Bytes").asText())) {
                return false;
            }
        }
        return status.path("remainingBytes").asLong() <= remaining;
    }

    private static void driveThatCannotBeReadIsStale_andWithoutAQuotaUnknown(RunningHomeAssistant hass, String person)
            throws Exception {
        OneDriveAccount drive = app.relay.simulators().oneDrive().account(person);
        app.relay.simulators().faults().answerNext(9, "GET", "/me/drive$", 503, Map.of(), "");
        pass();
        hass.shows("binary_sensor.drive_relay_stale", "on");
        assertThat(hass.state(DRIVE_STATE)).isEqualTo("normal");
        drive.behaviours().quota = Behaviours.QuotaShown.MISSING;
        hass.await("it is unknown", () -> {
            pass();
            return hass.state(DRIVE_STATE).equals("unknown");
        });
        assertThat(hass.state("sensor.drive_relay_used_storage")).isEqualTo("unavailable");
        assertThat(hass.state("sensor.drive_relay_last_known_drive_state")).isEqualTo("normal");
        drive.behaviours().quota = Behaviours.QuotaShown.RIGHT;
        pass();
        hass.shows(DRIVE_STATE, "normal");
        hass.shows("binary_sensor.drive_relay_stale", "off");
    }

    private static void failuresMakeSensorsUnavailable(RunningHomeAssistant hass, Linked home) throws Exception {
        line.cut(request -> 0);
        hass.shows(DRIVE_STATE, "unavailable");
        assertThat(hass.state("sensor.drive_relay_used_storage")).isEqualTo("unavailable");
        assertThat(hass.state("binary_sensor.drive_relay_sign_in_required")).isEqualTo("unavailable");
        line.cut(request -> CuttableLine.ALL);
        hass.shows(DRIVE_STATE, "normal");

        JsonNode opened =
                hass.answer("rest_command.drive_relay_open", Map.of("upload", MAPPER.readTree(file("a.bin", 5, ""))));
        assertThat(opened.path("status").asInt()).as("%s", opened).isEqualTo(201);
        String upload = opened.path("content").path("id").asText();
        JsonNode early = hass.answer("rest_command.drive_relay_commit", Map.of("upload_id", upload));
        assertThat(early.path("content").asText()).contains("\"code\":\"incomplete-content\"");
        JsonNode retry = hass.answer("rest_command.drive_relay_retry", Map.of("upload_id", upload));
        assertThat(retry.path("content").asText()).contains("\"code\":\"wrong-state\"");
        assertThat(hass.answer("rest_command.drive_relay_cancel", Map.of("upload_id", upload))
                        .path("content")
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(hass.answer("rest_command.drive_relay_delete_file", Map.of("path", "no such/file ü.txt"))
                        .path("status")
                        .asInt())
                .isEqualTo(204);
        assertThat(hass.answer("rest_command.drive_relay_delete_backup", Map.of("backup_id", "0000"))
                        .path("status")
                        .asInt())
                .isEqualTo(204);
        assertThat(hass.answer("rest_command.drive_relay_status", Map.of())
                        .path("content")
                        .path("connectionId")
                        .asText())
                .isEqualTo(home.id());
    }

    private static void automaticBackupArrives(RunningHomeAssistant hass, String person, Linked home) throws Exception {
        hass.shows(DRIVE_STATE, "normal");
        assertThat(hass.state("sensor.drive_relay_last_backup")).isEqualTo("unavailable");
        assertThat(hass.state("sensor.drive_relay_age_of_last_backup")).isEqualTo("unavailable");
        hass.command(
                "backup/config/update",
                MAPPER.readTree("{\"create_backup\":{\"agent_ids\":[\"backup.local\"],\"include_database\":false}}"));
        hass.act("backup.create_automatic", Map.of());
        hass.await("its backup arrives", () -> delivered(home));
        Path made = hass.folder.backup("Automatic_");
        JsonNode shown = app.client.home(home, "GET", "/backups", null).expect(200);
        assertThat(shown.path("problems")).isEmpty();
        String folder = app.client
                .operator("GET", "/connections/" + home.id(), null)
                .expect(200)
                .path("folder")
                .path("name")
                .asText();
        assertThat(app.onDrive(person, folder + "/" + made.getFileName())).isEqualTo(Files.readAllBytes(made));

        // as Home Assistant itself describes it
        JsonNode own = hass.command("backup/info", MAPPER.createObjectNode())
                .path("backups")
                .get(0);
        JsonNode relayed = shown.path("items").get(0);
        for (String field : List.of("backup_id", "name", "date", "homeassistant_version", "addons", "folders")) {
            assertThat(relayed.path(field)).as(field).isEqualTo(own.path(field));
        }
        pass();
        hass.shows(DRIVE_STATE, "normal");
        hass.await(
                "its age",
                () -> hass.state("sensor.drive_relay_age_of_last_backup").equals("0.0"));
        assertThat(hass.state("sensor.drive_relay_last_backup")).startsWith("20");
    }

    private static boolean delivered(Linked home) throws Exception {
        JsonNode uploads =
                app.client.home(home, "GET", "/uploads?state=delivered", null).expect(200);
        return uploads.path("items").findValuesAsText("kind").contains("backup");
    }

    private static void webhookIsHeard(RunningHomeAssistant hass) throws Exception {
        hass.call(
                "POST", "/api/webhook/c0ffee", Map.of("event", "sign-in-required", "signInUrl", "https://x/start?t=1"));
        hass.await("the link is shown", () -> hass.notifications().contains("https://x/start?t=1"));
    }

    /** By its id, with an administrator's token, in ranges. */
    private static void backupIsReadThroughHomeAssistantItself(RunningHomeAssistant hass, Linked home)
            throws Exception {
        Map<String, String> secrets = secrets(home);
        secrets.put("drive_relay_home_assistant_token", hass.token());
        hass.folder.secrets(secrets);
        String id = hass.command("backup/info", MAPPER.createObjectNode())
                .path("backups")
                .get(0)
                .path("backup_id")
                .asText();
        var script = new ProcessBuilder(
                        "sh", "packages/drive_relay.sh", "--again", "--from", "home-assistant", "backup", id)
                .directory(hass.config.toFile())
                .redirectErrorStream(true)
                .redirectOutput(hass.config.resolve("output").toFile());
        script.environment().put("DRIVE_RELAY_HOME_ASSISTANT", hass.base());
        int code = script.start().waitFor();
        assertThat(Files.readString(hass.config.resolve("output"))).contains("backup " + id + ": handed over");
        assertThat(code).isZero();
    }

    private static void revokedKeyMakesSensorsUnavailable(RunningHomeAssistant hass, Linked home) throws Exception {
        String keys = "/connections/" + home.id() + "/keys";
        JsonNode first =
                app.client.operator("GET", keys, null).expect(200).path("items").get(0);
        app.client
                .operator("DELETE", keys + "/" + first.path("id").asText(), null)
                .expect(204);
        hass.shows(DRIVE_STATE, "unavailable");
        hass.shows("sensor.drive_relay_uploads_failed", "unavailable");
    }

    private static void pass() throws Exception {
        app.client.call(
                "POST", "/../admin/functions/checkDrives", Map.of("x-functions-key", app.relay.functionKey()), "{}");
    }
}
