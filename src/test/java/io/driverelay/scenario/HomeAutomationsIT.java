package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.backup;
import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.local.HomeClient.Linked;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped automations and blueprints do in real Home Assistants, over a line and a machine that fail. */
class HomeAutomationsIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DRIVE_STATE = "sensor.drive_relay_drive_state";
    private static final String SIGN_IN = "binary_sensor.drive_relay_sign_in_required";
    private static final long TIB = 1L << 40;
    private static RunningApp app;
    private static CuttableLine line;

    @BeforeAll
    static void start() throws Exception {
        if (!HomeAssistants.found().isEmpty()) {
            app = new RunningApp(Map.of("WEBHOOK_PRIVATE_HOSTS", "127.0.0.1:*", "DRIVE_CHECK_SCHEDULE", "0 0 0 1 1 *"));
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

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("releases")
    void eachTroubleIsToldOnce_andThatItIsOver(HomeAssistants.Release release) throws Exception {
        Linked home = app.linked(release.name());
        line.cut(request -> CuttableLine.ALL);
        Map<String, String> secrets = HomeAssistantFolder.secretsOf(home, line.address() + "/api");
        try (var hass = new RunningHomeAssistant(release, secrets, Map.of("http_proxy", line.address())).start()) {
            app.client
                    .operator("PATCH", "/connections/" + home.id(), webhookOf(hass))
                    .expect(200);
            ShippedBlueprint.automation(hass, "alerts", Map.of("tell", MAPPER.readTree("""
                    [{"action":"persistent_notification.create",
                    "data":{"title":"Phone: {{ title }}","message":"{{ message }}"}}]""")));
            pass();
            hass.shows(DRIVE_STATE, "normal");
            List<String> told = driveFillsUp(hass, release.name());
            assertThat(phone(hass)).isEqualTo(told);
            assertThat(hass.notifications()).contains("0.0 GiB remain").doesNotContain("-0.0 GiB");
            signInLapses(hass, home, release.name());
            assertThat(tracesOf(hass, "alerts")).isEmpty();
            uploadFails(hass, home);
            backupIsOverdue(hass, home);
            assertThat(phone(hass))
                    .containsExactlyInAnyOrder(
                            "OneDrive is signed in again",
                            "An upload to OneDrive failed",
                            "No new backup on OneDrive",
                            "A new backup is on OneDrive");
            assertThat(hass.log()).doesNotContain("drive_relay", "TemplateError");
            slowAnswersAreWaitedFor(hass);
        }
    }

    private static String webhookOf(RunningHomeAssistant hass) {
        return "{\"webhookUrl\":\"" + hass.base() + "/api/webhook/c0ffee\"}";
    }

    private static List<String> driveFillsUp(RunningHomeAssistant hass, String person) throws Exception {
        Map<String, Long> remaining = new LinkedHashMap<>();
        remaining.put("nearing", TIB / 20);
        remaining.put("critical", TIB / 200);
        remaining.put("exceeded", -1L);
        remaining.put("normal", TIB / 2);
        for (var state : remaining.entrySet()) {
            app.relay.simulators().oneDrive().account(person).setQuota(TIB, TIB - state.getValue());
            pass();
            hass.shows(DRIVE_STATE, state.getKey());
            line.cut(request -> 0);
            hass.shows(DRIVE_STATE, "unavailable");
            line.cut(request -> CuttableLine.ALL);
            hass.shows(DRIVE_STATE, state.getKey());
        }
        hass.await("all is told", () -> phone(hass).size() == 4);
        return List.of(
                "OneDrive is filling up", "OneDrive is almost full", "OneDrive is full", "OneDrive has room again");
    }

    /** Told by a push, with the link; the machine reboots meanwhile, in the midst of an upload. */
    private static void signInLapses(RunningHomeAssistant hass, Linked home, String person) throws Exception {
        app.relay.simulators().vault().delete("connection-" + home.id());
        app.relay.simulators().authority().expireAccessTokens();
        pass();
        hass.await("the link is shown", () -> hass.notifications().contains("[signed in](http"));
        hass.shows(SIGN_IN, "on");
        hass.await("it is told", () -> phone(hass).size() == 5);
        assertThat(phone(hass)).endsWith("OneDrive wants a sign-in");

        byte[] content = new byte[20_000_000];
        new Random(7).nextBytes(content);
        Path large = Files.write(hass.config.resolve("large.bin"), content);
        var blocks = new AtomicInteger();
        line.cut(request ->
                request.contains("comp=block&") && blocks.getAndIncrement() > 0 ? 100_000 : CuttableLine.ALL);
        assertThat(hass.answer("shell_command.drive_relay_send_files", Map.of("files", large.toString()))
                        .path("returncode")
                        .asInt(-1))
                .isZero();
        hass.await("it is in the midst", () -> blocks.get() > 1);
        Map<String, String> secrets = HomeAssistantFolder.secretsOf(home, line.address() + "/api");
        secrets.put("drive_relay_overdue_hours", "0.001");
        hass.folder.secrets(secrets);
        hass.reboot();
        line.cut(request -> CuttableLine.ALL);
        Path log = hass.config.resolve("drive_relay/drive_relay.log");
        hass.await("it goes on", () -> Files.readString(log).contains("large.bin: handed over"));
        assertThat(Files.readString(log)).containsOnlyOnce("going on with upload");

        hass.await("the link is shown again", () -> hass.notifications().contains("[signed in](http"));
        assertThat(phone(hass)).isSubsetOf("No new backup on OneDrive");
        String shown = hass.notifications();
        int begin = shown.indexOf("[signed in](") + "[signed in](".length();
        app.relay.simulators().authority().signInAs(person);
        assertThat(app.client
                        .signIn(URI.create(shown.substring(begin, shown.indexOf(')', begin))))
                        .statusCode())
                .isEqualTo(200);
        hass.await("that is over", () -> !hass.notifications().contains("OneDrive wants a sign-in"));
        hass.await(
                "what waited is delivered",
                () -> app.relay
                        .simulators()
                        .oneDrive()
                        .account(person)
                        .contentOf("large.bin")
                        .isPresent());
        assertThat(app.onDrive(person, "large.bin")).isEqualTo(content);
    }

    private static void uploadFails(RunningHomeAssistant hass, Linked home) throws Exception {
        JsonNode opened =
                app.open(home, file("wrong.bin", 3, ",\"transfer\":\"single\",\"sha256\":\"" + "0".repeat(64) + "\""));
        app.put(opened, new byte[3]);
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("failed"));
        hass.await("which and why", () -> hass.notifications().contains("The latest: wrong.bin ("));
        hass.answer(
                "rest_command.drive_relay_cancel",
                Map.of("upload_id", opened.path("id").asText()));
        hass.await("that is over", () -> !hass.notifications().contains("Uploads to OneDrive failed"));
    }

    private static void backupIsOverdue(RunningHomeAssistant hass, Linked home) throws Exception {
        hass.shows("binary_sensor.drive_relay_backup_overdue", "on");
        hass.await("it is told", () -> hass.notifications().contains("None has arrived since"));
        JsonNode opened = app.open(home, backup("n.tar", 10, ""));
        app.put(opened, new byte[10]);
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));
        hass.await("that is over", () -> !hass.notifications().contains("None has arrived since"));
        hass.await("it is told", () -> phone(hass).size() == 4);
    }

    /** As of a relay that nobody has called for a while. */
    private static void slowAnswersAreWaitedFor(RunningHomeAssistant hass) throws Exception {
        line.cut(request -> {
            if (request.contains("/status")) {
                sleep(12_000);
            }
            return CuttableLine.ALL;
        });
        assertThat(hass.answer("rest_command.drive_relay_status", Map.of())
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        hass.shows(DRIVE_STATE, "normal");
        line.cut(request -> CuttableLine.ALL);
        hass.answer(
                "shell_command.drive_relay_send_files",
                Map.of("files", List.of("/no such/dq\".txt"), "folder", "a \"b\""));
        hass.await("it is told", () -> hass.notifications().contains("no such file or backup: /no such/dq"));
        line.cut(request -> 0);
        assertThat(hass.answer("shell_command.drive_relay_send_backup", Map.of())
                        .path("returncode")
                        .asInt(-1))
                .isZero();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("releases")
    void pictureOfACameraIsSent(HomeAssistants.Release release) throws Exception {
        String person = release.name() + "-camera";
        Linked home = app.linked(person);
        line.cut(request -> CuttableLine.ALL);
        try (var hass = new RunningHomeAssistant(release, HomeAssistantFolder.secretsOf(home, line.address() + "/api"))
                .start()) {
            Path picture = hass.config.resolve("www/local_file.jpg");
            Files.createDirectories(picture.getParent());
            byte[] content = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};
            Files.write(picture, content);
            JsonNode flow = hass.call("POST", "/api/config/config_entries/flow", Map.of("handler", "local_file"));
            hass.call(
                    "POST",
                    "/api/config/config_entries/flow/" + flow.path("flow_id").asText(),
                    Map.of("file_path", picture.toString()));
            hass.await(
                    "the camera is there",
                    () -> !hass.state("camera.local_file").isEmpty());
            Path waiting = hass.config.resolve("media/drive_relay");
            ShippedBlueprint.automation(
                    hass,
                    "camera_snapshot",
                    Map.of(
                            "when",
                            MAPPER.readTree("[{\"trigger\":\"event\",\"event_type\":\"somebody_is_there\"}]"),
                            "camera",
                            "camera.local_file",
                            "local_folder",
                            waiting.toString()));
            hass.call("POST", "/api/events/somebody_is_there", Map.of());

            String folder = "Snapshots/" + LocalDate.now(ZoneOffset.UTC);
            var drive = app.relay.simulators().oneDrive().account(person);
            hass.await(
                    "it arrives",
                    () -> app.client
                                    .home(home, "GET", "/uploads?state=delivered", null)
                                    .json()
                                    .path("items")
                                    .size()
                            == 1);
            assertThat(drive.namesIn(folder)).hasSize(1);
            String name = drive.namesIn(folder).get(0);
            assertThat(name).startsWith("local_file 20").endsWith(".jpg");
            assertThat(app.onDrive(person, folder + "/" + name)).isEqualTo(content);
            try (var left = Files.list(waiting)) {
                assertThat(left).isEmpty();
            }
            assertThat(hass.log()).doesNotContain("drive_relay");
        }
    }

    /** Each would hold what the automation knew, the sign-in link among it. */
    private static JsonNode tracesOf(RunningHomeAssistant hass, String automation) throws Exception {
        return hass.command(
                "trace/list",
                MAPPER.createObjectNode().put("domain", "automation").put("item_id", automation));
    }

    /** What the owner was told by the blueprint. */
    private static List<String> phone(RunningHomeAssistant hass) throws Exception {
        List<String> titles = new ArrayList<>();
        hass.command("persistent_notification/get", MAPPER.createObjectNode()).forEach(one -> {
            String title = one.path("title").asText();
            if (title.startsWith("Phone: ")) {
                titles.add(title.substring("Phone: ".length()));
            }
        });
        return titles;
    }

    private static void pass() throws Exception {
        app.client.call(
                "POST", "/../admin/functions/checkDrives", Map.of("x-functions-key", app.relay.functionKey()), "{}");
    }
}
