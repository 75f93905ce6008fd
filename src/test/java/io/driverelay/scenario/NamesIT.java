package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.homeassistant.Tars;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Linked;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What files and backups are called when they arrive, through every door of the packaged app. */
class NamesIT {
    /** Composed and decomposed, one and several code points, and whatever else encodings trip over. */
    private static final List<String> NAMES = List.of(
            "\u00e9t\u00e9.txt",
            "e\u0301te\u0301.txt",
            "\u1e9b\u0323 \ufb01 \u212b.txt",
            "\ud83c\udfe0.txt",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udde9\ud83c\uddea.txt",
            "a#b.txt",
            "100%.txt",
            "a%25b.txt",
            "a%2Bb.txt",
            "a+b c.txt",
            "a  b.txt",
            "q&a=1;b@c,d~e!f'g$(h)[i]{j}^`.txt",
            "\u65e5\u672c\u8a9e \u0645\u0631\u062d\u0628\u0627.txt",
            ".hidden",
            "no extension");

    private static RunningApp app;
    private static Linked home;

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of());
        home = app.linked("kim");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void namesArriveAsTheyAre_throughAnOpeningOfTheirOwn() throws Exception {
        List<JsonNode> opened = new ArrayList<>();
        for (String name : NAMES) {
            opened.add(app.open(home, file(name, 1, folder("one"))));
        }
        arrive(opened, "one");
    }

    @Test
    void namesArriveAsTheyAre_throughOneOpeningOfAll() throws Exception {
        String all = NAMES.stream()
                .map(name -> file(name, 1, folder("all/of %25 #")))
                .collect(Collectors.joining(","));
        JsonNode results = several(all, "batch-1");
        List<JsonNode> opened = new ArrayList<>();
        results.forEach(result -> opened.add(result.path("upload")));

        assertThat(results).allMatch(result -> result.path("status").asInt() == 201);
        arrive(opened, "all/of %25 #");
    }

    @Test
    void namesArriveAsTheyAre_putStraightThrough() throws Exception {
        List<JsonNode> sent = new ArrayList<>();
        for (String name : NAMES) {
            sent.add(put("put/" + encoded(name), new byte[] {1}).expect(202));
        }
        for (JsonNode one : sent) {
            app.await(home, one, is("delivered"));
        }
        assertThat(namesIn("put")).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void eachOfSeveralHasItsOwnResult_inOrder() throws Exception {
        String all = file("fine.txt", 1, "") + "," + file("a:b.txt", 1, "") + "," + file("x.txt", 1, ",\"colour\":1")
                + ",5," + file("own.txt", 2, ",\"idempotencyKey\":\"mine-1\"");
        JsonNode results = several(all, "batch-2");

        assertThat(results)
                .extracting(result -> result.path("status").asInt())
                .containsExactly(201, 400, 400, 400, 201);
        assertThat(results.get(1).path("problem").path("code").asText()).isEqualTo("invalid-destination");
        assertThat(results.get(1).path("problem").path("detail").asText()).contains("a:b.txt", "the character :");
        assertThat(results.get(2)
                        .path("problem")
                        .path("errors")
                        .get(0)
                        .path("pointer")
                        .asText())
                .isEqualTo("/colour");
        JsonNode again = several(all, "batch-2");
        assertThat(again).extracting(result -> result.path("status").asInt()).containsExactly(200, 400, 400, 400, 200);
        assertThat(again.get(0).path("upload").path("id"))
                .isEqualTo(results.get(0).path("upload").path("id"));
        assertThat(app.client
                        .call(
                                "POST",
                                "/connections/" + home.id() + "/uploads",
                                Map.of("x-home-key", home.homeKey(), "Idempotency-Key", "mine-1"),
                                file("own.txt", 2, ""))
                        .expect(200)
                        .path("id"))
                .isEqualTo(results.get(4).path("upload").path("id"));
    }

    @Test
    void severalAreOneHundredAtMost() throws Exception {
        String hundredAndOne = (file("a.txt", 1, "") + ",").repeat(100) + file("a.txt", 1, "");

        assertProblem(post("{\"uploads\":[" + hundredAndOne + "]}"), "invalid-request");
        assertProblem(post("{\"uploads\":[]}"), "invalid-request");
        assertProblem(post("{\"uploads\":5}"), "invalid-request");
        assertProblem(post("{\"uploads\":[" + file("a.txt", 1, "") + "],\"kind\":\"file\"}"), "invalid-request");
    }

    @Test
    void fileThatMayTakeAnotherNameDoes() throws Exception {
        app.await(home, put("cam/p.jpg", new byte[] {1}).expect(202), is("delivered"));
        JsonNode second =
                app.await(home, put("cam/p.jpg?conflict=rename", new byte[] {2}).expect(202), is("delivered"));

        assertThat(second.path("fileName").asText()).isEqualTo("p.jpg");
        assertThat(second.path("item").path("name").asText()).isEqualTo("p 1.jpg");
        assertThat(app.onDrive("kim", "cam/p.jpg")).containsExactly(1);
        assertThat(app.onDrive("kim", "cam/p 1.jpg")).containsExactly(2);
    }

    /** By curl alone: Supervisor's tar arrives as the pair that Home Assistant would have written. */
    @Test
    void backupThatSaysNothingOfItselfArrivesAsHomeAssistantWouldWriteIt() throws Exception {
        byte[] tar = Tars.supervisor(Tars.supervisorJson("9e346a5c", "Automatic backup"), true, "a0d7b954_ssh");
        JsonNode opened = app.open(home, "{\"kind\":\"backup\",\"sizeBytes\":" + tar.length + "}");
        assertThat(opened.path("fileName").isNull()).isTrue();
        app.put(opened, tar);
        app.commit(home, opened).expect(202);
        JsonNode delivered = app.await(home, opened, is("delivered"));

        String base = "Automatic_backup_2026-01-08_04.45_11344763";
        assertThat(delivered.path("fileName").asText()).isEqualTo(base + ".tar");
        assertThat(app.onDrive("kim", backups() + "/" + base + ".tar")).isEqualTo(tar);
        assertThat(app.onDrive("kim", backups() + "/" + base + ".metadata.json"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Tars.supervisorDescription("9e346a5c", "Automatic backup", tar.length));
    }

    @Test
    void whatIsNoBackupIsRefusedAtTheCommit() throws Exception {
        JsonNode opened = app.open(home, "{\"kind\":\"backup\",\"sizeBytes\":600}");
        app.put(opened, new byte[600]);
        HomeClient.Answer answer = app.commit(home, opened);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").asText()).isEqualTo("not-a-backup");
        assertThat(answer.json().path("detail").asText()).contains("it is no tar");
    }

    private static void arrive(List<JsonNode> opened, String folder) throws Exception {
        for (JsonNode one : opened) {
            app.put(one, new byte[] {1});
            app.commit(home, one).expect(202);
        }
        for (JsonNode one : opened) {
            app.await(home, one, is("delivered"));
        }
        assertThat(namesIn(folder)).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    private static List<String> namesIn(String folder) {
        return app.relay.simulators().oneDrive().account("kim").namesIn(folder);
    }

    private static String backups() throws Exception {
        return app.client
                .operator("GET", "/connections/" + home.id(), null)
                .expect(200)
                .path("folder")
                .path("name")
                .asText();
    }

    private static JsonNode several(String uploads, String key) throws Exception {
        return app.client
                .call(
                        "POST",
                        "/connections/" + home.id() + "/uploads",
                        Map.of("x-home-key", home.homeKey(), "Idempotency-Key", key),
                        "{\"uploads\":[" + uploads + "]}")
                .expect(200)
                .path("uploads");
    }

    private static HomeClient.Answer post(String body) throws Exception {
        return app.client.home(home, "POST", "/uploads", body);
    }

    private static HomeClient.Answer put(String raw, byte[] content) throws Exception {
        var headers = new HashMap<>(Map.of("x-home-key", home.homeKey(), "Content-Type", "application/octet-stream"));
        return app.client.call(
                "PUT", "/connections/" + home.id() + "/files/" + raw, headers, BodyPublishers.ofByteArray(content));
    }

    private static void assertProblem(HomeClient.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
    }

    private static String folder(String name) {
        return ",\"destinationFolder\":\"" + name + "\"";
    }

    /** Every byte, so that nothing depends on what a client leaves as it is. */
    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02X", one));
        }
        return encoded.toString();
    }
}
