package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.backup;
import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Linked;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Backups on the drive, against the packaged app: listed, fetched by ranges, deleted. */
class BackupsIT {
    private static final int SIZE = 300_000;
    private static final String ONE = "/backups/abcd1234";
    private static RunningApp app;

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of());
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static byte[] delivered(Linked home) throws Exception {
        byte[] content = new byte[SIZE];
        new Random(7).nextBytes(content);
        JsonNode opened = app.open(home, backup("n.tar", SIZE, ""));
        app.put(opened, content);
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));
        return content;
    }

    private static HomeClient.Answer get(Linked home, String path) throws Exception {
        return app.client.home(home, "GET", path, null);
    }

    private static Linked keyWith(Linked home, String scopes) throws Exception {
        JsonNode made = app.client
                .operator("POST", "/connections/" + home.id() + "/keys", "{\"scopes\":" + scopes + "}")
                .expect(201);
        return new Linked(
                home.id(), made.path("homeKey").asText(made.path("key").asText()), home.signInUrl());
    }

    @Test
    void backupIsListedFetchedByRangesAndDeleted() throws Exception {
        Linked home = app.linked("robin");
        byte[] content = delivered(home);

        JsonNode list = get(home, "/backups").expect(200);
        assertThat(list.path("items")).hasSize(1);
        assertThat(list.path("next").isNull()).isTrue();
        assertThat(list.path("problems")).isEmpty();
        String listed = new String(get(home, "/backups").raw().body(), java.nio.charset.StandardCharsets.UTF_8);
        String written = Descriptions.json("abcd1234", "Nightly", SIZE);
        assertThat(listed).contains(written.substring(0, written.length() - 1) + ",\"item\":{\"id\":");
        JsonNode one = get(home, ONE).expect(200);
        assertThat(one).isEqualTo(list.path("items").get(0));
        assertThat(one.at("/item/sizeBytes").asInt()).isEqualTo(SIZE);
        assertThat(one.at("/item/webUrl").asText()).startsWith("https://");

        JsonNode address = get(home, ONE + "/content").expect(200);
        assertThat(address.path("sizeBytes").asInt()).isEqualTo(SIZE);
        assertThat(Instant.parse(address.path("expiresAt").asText())).isAfter(Instant.now());
        assertThat(inThreeRanges(address.path("url").asText())).isEqualTo(content);
        assertThat(Files.readString(app.relay.log())).doesNotContain("tempauth");

        assertThat(app.client
                        .home(home, "DELETE", ONE, null)
                        .expect(200)
                        .path("deleted")
                        .asText())
                .isEqualTo("recycleBin");
        assertThat(app.client.home(home, "DELETE", ONE, null).status()).isEqualTo(204);
        assertThat(get(home, ONE).expect(404).path("code").asText()).isEqualTo("unknown-backup");
        assertThat(get(home, ONE + "/content").expect(404).path("code").asText())
                .isEqualTo("unknown-backup");
        assertThat(get(home, "/backups").expect(200).path("items")).isEmpty();
        assertThat(app.relay.simulators().violations().all()).isEmpty();
    }

    /** As a client that resumes. */
    private static byte[] inThreeRanges(String url) throws Exception {
        var whole = new ByteArrayOutputStream();
        for (String range : new String[] {"0-99999", "100000-199999", "200000-"}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Range", "bytes=" + range)
                    .build();
            var part = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(part.statusCode()).isEqualTo(206);
            whole.write(part.body());
        }
        return whole.toByteArray();
    }

    @Test
    void eachCallNeedsItsScope() throws Exception {
        Linked home = app.linked("kim");
        delivered(home);
        Linked plain = keyWith(home, "[]");
        Linked restore = keyWith(home, "[\"restore\"]");
        Linked delete = keyWith(home, "[\"delete\"]");

        for (String path : new String[] {"/backups", ONE, ONE + "/content"}) {
            for (Linked key : new Linked[] {plain, delete}) {
                JsonNode refused = get(key, path).expect(403);
                assertThat(refused.path("code").asText()).isEqualTo("scope-missing");
                assertThat(refused.path("scope").asText()).isEqualTo("restore");
            }
            get(restore, path).expect(200);
        }
        for (String path : new String[] {ONE, "/files/x.bin"}) {
            for (Linked key : new Linked[] {plain, restore}) {
                JsonNode refused = app.client.home(key, "DELETE", path, null).expect(403);
                assertThat(refused.path("scope").asText()).isEqualTo("delete");
            }
        }
        assertThat(app.client.home(delete, "DELETE", ONE, null).status()).isEqualTo(200);
    }

    @Test
    void severalFilesAreDeletedByOneCall_eachWithItsOwnResult() throws Exception {
        Linked home = app.linked("noa");
        for (String name : new String[] {"a b.jpg", "c.jpg"}) {
            JsonNode opened = app.open(home, file(name, 1, ",\"destinationFolder\":\"Snapshots\""));
            app.put(opened, new byte[1]);
            app.commit(home, opened).expect(202);
            app.await(home, opened, is("delivered"));
        }
        String files = "{\"files\":[\"Snapshots/a b.jpg\",\"snapshots/A B.jpg\",\"a:b\",\"Snapshots\",\"gone.jpg\"]}";

        JsonNode deleted =
                app.client.home(home, "POST", "/deletions", files).expect(200).path("files");
        assertThat(deleted.findValuesAsText("status").subList(0, 2)).containsExactly("200", "200");
        assertThat(deleted.path(0).path("path").asText()).isEqualTo("Snapshots/a b.jpg");
        assertThat(deleted.path(1).path("deleted").asText()).isEqualTo("recycleBin");
        assertThat(deleted.path(2).path("problem").path("code").asText()).isEqualTo("invalid-destination");
        assertThat(deleted.path(3).path("problem").path("code").asText()).isEqualTo("invalid-destination");
        assertThat(deleted.path(4).path("status").asInt()).isEqualTo(204);

        Linked weak = keyWith(home, "[]");
        assertThat(app.client
                        .home(weak, "POST", "/deletions", "{\"files\":[\"Snapshots/c.jpg\"]}")
                        .expect(403)
                        .path("scope")
                        .asText())
                .isEqualTo("delete");
        app.client.home(home, "POST", "/deletions", "{\"files\":[]}").expect(400);
        app.client.home(home, "POST", "/deletions?permanently=true", files).expect(400);
    }

    @Test
    void driveThatCannotBeAskedNowIsToldWithAWait_andWrongQuestionsAreRefused() throws Exception {
        Linked home = app.linked("sascha");
        for (String query : new String[] {"?limit=0", "?cursor=nonsense", "?state=x"}) {
            get(home, "/backups" + query).expect(400);
        }
        get(home, ONE + "?x=y").expect(400);
        for (String path : new String[] {"/files/a%3Ab", "/files/", "/files/a%2Fb", "/files/a%00b"}) {
            app.client.home(home, "DELETE", path, null).expect(400);
        }
        assertThat(app.client.home(home, "DELETE", "/files/nothing.txt", null).status())
                .isEqualTo(204);

        app.relay.simulators().faults().answerNext(1, "GET", "/children$", 429, Map.of("Retry-After", "40"), "");
        for (int n = 0; n < 2; n++) {
            HomeClient.Answer paused = get(home, "/backups");
            assertThat(paused.expect(503).path("code").asText()).isEqualTo("drive-unreachable");
            String wait = paused.raw().headers().firstValue("retry-after").orElseThrow();
            assertThat(Integer.parseInt(wait)).isBetween(20, 40);
        }
        assertThat(app.relay.simulators().violations().all()).isEmpty();
    }

    @Test
    void lapsedSignInSaysWhoMustAct() throws Exception {
        Linked never = app.client.createConnection("{\"keyScopes\":[\"restore\",\"delete\"]}");
        for (String path : new String[] {"/backups", ONE, ONE + "/content"}) {
            assertThat(get(never, path).expect(409).path("code").asText()).isEqualTo("sign-in-required");
        }
        for (String path : new String[] {ONE, "/files/a.txt"}) {
            assertThat(app.client
                            .home(never, "DELETE", path, null)
                            .expect(409)
                            .path("code")
                            .asText())
                    .isEqualTo("sign-in-required");
        }
    }
}
