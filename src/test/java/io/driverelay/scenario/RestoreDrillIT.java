package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.local.HomeClient.Linked;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house is gone: {@code docs/restore.md}, followed command by command, until a new Home Assistant is the old one. */
class RestoreDrillIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path PAGE = Path.of("docs/restore.md");

    /** What is left to do, in its order. */
    private final Deque<String> commands = new ArrayDeque<>();

    /** What the page calls by a name. */
    private final Map<String, String> noted = new HashMap<>();

    private Path desk;

    @Test
    void newHomeAssistantIsTheOldOne() throws Exception {
        var releases = HomeAssistants.found();
        if (releases.isEmpty()) {
            return;
        }
        desk = RunningApp.newData().toAbsolutePath();
        Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .forEach(block -> commands.add(block.group(1)));
        try (var app = new RunningApp(Map.of())) {
            noted.put("URL", app.relay.url().toString());
            noted.put("KEY", app.relay.functionKey());
            Linked home = app.linked("robin");
            var secrets = HomeAssistantFolder.secretsOf(home, app.relay.api().toString());
            try (var hass = new RunningHomeAssistant(releases.get(0), secrets).start()) {
                Files.writeString(hass.config.resolve("notes.yaml"), "as it was");
                backUp(app, home, hass);
                hass.startAnew();

                String old = fetch();
                restore(hass);
                assertThat(hass.config.resolve("notes.yaml")).hasContent("as it was");
                hass.shows("sensor.drive_relay_drive_state", "normal");
                otherKey(hass, secrets, old);
                assertThat(commands).isEmpty();
                assertThat(app.client.home(home, "GET", "/status", null).status())
                        .isEqualTo(401);
            }
        }
    }

    private static void backUp(RunningApp app, Linked home, RunningHomeAssistant hass) throws Exception {
        hass.command(
                "backup/config/update",
                MAPPER.readTree("{\"create_backup\":{\"agent_ids\":[\"backup.local\"],\"include_database\":false}}"));
        hass.act("backup.create_automatic", Map.of());
        hass.await(
                "its backup is on the drive",
                () -> app.client
                        .home(home, "GET", "/uploads?state=delivered", null)
                        .json()
                        .path("items")
                        .findValuesAsText("kind")
                        .contains("backup"));
    }

    /** Parts 1 and 2 of the page; gives the id of the key that is lost. */
    private String fetch() throws Exception {
        noted.put("ID", next().path("items").get(0).path("id").asText());
        noted.put("HOME_KEY", next().path("homeKey").asText());
        JsonNode newest = next().path("items").get(0);
        noted.put("BACKUP", newest.path("backup_id").asText());
        noted.put("CONTENT", next().path("url").asText());
        assertThat(printed()).contains("backup.json");
        assertThat(Files.size(desk.resolve("restore.tar")))
                .isEqualTo(newest.path("size").asLong());
        JsonNode keys = next().path("items");
        return keys.get(0).path("name").asText().equals("restore")
                ? keys.get(1).path("id").asText()
                : keys.get(0).path("id").asText();
    }

    /** Part 3, as Home Assistant's first page does it. */
    private void restore(RunningHomeAssistant hass) throws Exception {
        byte[] tar = Files.readAllBytes(desk.resolve("restore.tar"));
        String head = """
                --part
                Content-Disposition: form-data; name="file"; filename="restore.tar"
                Content-Type: application/x-tar

                """.replace("\n", "\r\n");
        var upload = HttpRequest.newBuilder(
                        URI.create(hass.base() + "/api/onboarding/backup/upload?agent_id=backup.local"))
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(tar),
                        BodyPublishers.ofString("\r\n--part--\r\n")));
        var taken = HttpClient.newHttpClient().send(upload.build(), BodyHandlers.ofString());
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        try {
            hass.call(
                    "POST",
                    "/api/onboarding/backup/restore",
                    Map.of("backup_id", noted.get("BACKUP"), "agent_id", "backup.local", "restore_database", false));
        } catch (IOException e) {
            // it may end before it answers
        }
        hass.startRestored();
    }

    /** Part 4. */
    private void otherKey(RunningHomeAssistant hass, Map<String, String> secrets, String old) throws Exception {
        secrets.put("drive_relay_key", next().path("homeKey").asText());
        hass.folder.secrets(secrets);
        hass.reboot();
        noted.put("OLD", old);
        printed();
        next();
        hass.shows("sensor.drive_relay_drive_state", "normal");
    }

    private JsonNode next() throws Exception {
        return MAPPER.readTree(printed());
    }

    /** What the next command of the page prints. */
    private String printed() throws Exception {
        String command = commands.remove();
        var shell = new ProcessBuilder("sh", "-ec", command)
                .directory(desk.toFile())
                .redirectErrorStream(true);
        shell.environment().putAll(noted);
        Process run = shell.start();
        String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).as("%s\n%s", command, printed).isZero();
        return printed;
    }
}
