package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Linked;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doors of the packaged app make of bodies, paths and headers that are not what they look like. */
class DoorsIT {
    private static RunningApp app;
    private static Linked home;

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of());
        home = app.linked("robin");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    /** N1. */
    @ParameterizedTest
    @ValueSource(strings = {"/connections", "/connections/{id}/keys", "/connections/{id}/sign-in"})
    void operatorsBodyInChunksIsNotTakenForNone(String path) throws Exception {
        var chunked = BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream("{\"validFor\":\"PT1H\"}".getBytes(StandardCharsets.UTF_8)));
        assertProblem(
                app.client.call(
                        "POST",
                        path.replace("{id}", home.id()),
                        Map.of("x-functions-key", app.relay.functionKey()),
                        chunked),
                411,
                "length-required");
    }

    /** N1. */
    @ParameterizedTest
    @ValueSource(strings = {"/uploads", "/uploads/01KB0000000000000000000000/commit"})
    void homesBodyInChunksIsNotTakenForNone(String path) throws Exception {
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'{', '}'}));
        assertProblem(
                app.client.call(
                        "POST", "/connections/" + home.id() + path, Map.of("x-home-key", home.homeKey()), chunked),
                411,
                "length-required");
    }

    /** M3. */
    @Test
    void largeTextIsRefusedInWords() throws Exception {
        String large = "{\"metadata\":{\"x\":[" + "[],".repeat(2_000_000) + "[]]}}";
        assertProblem(app.client.home(home, "POST", "/uploads", large), 413, "body-too-large");
        String name = "{\"name\":\"" + "n".repeat(20_000) + "\"}";
        assertProblem(app.client.operator("POST", "/connections/" + home.id() + "/keys", name), 413, "body-too-large");
    }

    /** P12, N19, and what was right before. */
    @ParameterizedTest
    @CsvSource({
        "test%2546.txt,test%46.txt",
        "foo%2520bar.pdf,foo%20bar.pdf",
        "foo%20bar.pdf,foo bar.pdf",
        "50%25.txt,50%.txt",
        "a+b%2Bc.txt,a+b+c.txt",
        "H%C3%A9%20llo.bin,Hé llo.bin",
        "%F0%9F%98%80.txt,😀.txt",
        "under/the/%25roof.txt,under/the/%roof.txt",
        "semi;colon=1&x.txt,semi;colon=1&x.txt"
    })
    void pathBecomesExactlyItsName(String raw, String path) throws Exception {
        byte[] content = raw.getBytes(StandardCharsets.UTF_8);
        JsonNode upload = put(raw, Map.of(), content).expect(202);
        app.await(home, upload, is("delivered"));

        assertThat(app.onDrive("robin", path)).isEqualTo(content);
    }

    /** N3, N10, P21, N22. */
    @ParameterizedTest
    @CsvSource({
        "E%2Fphoto.jpg,slash",
        "a/E%2fphoto.jpg,slash",
        "a%252Fb.jpg,slash",
        "m%FCller.txt,UTF-8",
        "%20%FC.txt,UTF-8",
        "line%0Aend.txt,U+000A",
        "line%C2%85end.txt,U+0085",
        "line%E2%80%A8end.txt,U+2028",
        "gpj.%E2%80%AEexe,U+202E",
        "%EF%BF%BD.txt,UTF-8",
        "a//b,is empty",
        "/b,is empty",
        "a/,is empty",
        "'',empty",
        "CON,reserves"
    })
    void pathThatIsNoNameIsRefusedInWords_andNotRepeatedRaw(String raw, String why) throws Exception {
        HomeClient.Answer answer = put(raw, Map.of(), new byte[3]);

        assertProblem(answer, 400, "invalid-destination");
        assertThat(answer.json().path("detail").asText()).contains(why);
        assertThat(answer.json().path("errors").get(0).path("pointer").asText()).startsWith("/");
        assertThat(answer.json().toString().codePoints())
                .noneMatch(c -> c < ' ' || c == 0x85 || c == 0x2028 || c == 0x202e);
    }

    /** N19. */
    @Test
    void directPutThatMayNotReplaceDoesNot() throws Exception {
        app.await(home, put("kept.txt", Map.of(), new byte[] {1}).expect(202), is("delivered"));
        JsonNode second =
                put("kept.txt", Map.of("If-None-Match", "*"), new byte[] {2}).expect(202);
        app.await(home, second, is("failed"));
        app.await(home, put("kept.txt?conflict=fail", Map.of(), new byte[] {3}).expect(202), is("failed"));

        assertThat(app.onDrive("robin", "kept.txt")).containsExactly(1);
        assertProblem(put("kept.txt", Map.of("Content-Range", "bytes 0-0/2"), new byte[] {4}), 400, "invalid-request");
        assertProblem(put("kept.txt?conflict=overwrite", Map.of(), new byte[] {5}), 400, "invalid-request");
        assertProblem(
                put("kept.txt", Map.of("Content-Encoding", "gzip"), new byte[] {6}), 415, "unsupported-content-type");
    }

    /** N18. */
    @Test
    void metadataLiesOnTheDriveAsItWasSent() throws Exception {
        String metadata = Descriptions.json("letter1", "To the letter", 3)
                .replace(",\"name\"", ",\n \"n\":[1.10, 1e2,12345678901234567890],\"name\"");
        JsonNode opened = app.open(
                home,
                "{\"kind\":\"backup\",\"fileName\":\"Letter.tar\",\"sizeBytes\":3,\"metadata\":" + metadata + "}");
        app.put(opened, new byte[3]);
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));

        String folder = app.client
                .operator("GET", "/connections/" + home.id(), null)
                .expect(200)
                .path("folder")
                .path("name")
                .asText();
        assertThat(app.onDrive("robin", folder + "/Letter.metadata.json"))
                .asString()
                .isEqualTo(metadata);
    }

    /** N11. */
    @Test
    void idempotencyKeyThatIsEmptyOrSentTwiceIsRefused() throws Exception {
        String path = "/connections/" + home.id() + "/uploads";
        for (String key : new String[] {"", "one,two"}) {
            assertProblem(
                    app.client.call(
                            "POST",
                            path,
                            Map.of("x-home-key", home.homeKey(), "Idempotency-Key", key),
                            file("a.txt", 1, "")),
                    400,
                    "invalid-request");
        }
    }

    /** Seeded: what is taken is kept under exactly its name, what is refused says why and where. */
    @Test
    void anyPathIsItsNameOrRefused() throws Exception {
        var random = new Random(11);
        String[] parts = {
            "a", "B", "%20", "%25", "%2525", "%C3%A9", "%FC", "%2F", "/", "+", "%2B", "%0A", "%E2%80%AE", "%46",
                    "%2546", "~", ".",
            "..", "%2E", "(1)", "'", "%23", "%3F", "%3A", "%F0%9F%98%80", "%EF%BF%BD", "%7F", "%5C", "&", "=", ";", ",",
                    "@", "x.txt"
        };
        for (int n = 0; n < 150; n++) {
            String raw = "f" + n
                    + random.ints(1 + random.nextInt(6), 0, parts.length)
                            .mapToObj(part -> parts[part])
                            .collect(Collectors.joining());
            HomeClient.Answer answer = put(raw, Map.of(), new byte[] {1});
            if (answer.status() == 202) {
                String folder = answer.json().path("destinationFolder").asText();
                String path = (folder.isEmpty() ? "" : folder + "/")
                        + answer.json().path("fileName").asText();
                String decoded = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
                assertThat(path).as(raw).isEqualTo(withoutDots(decoded));
            } else if (answer.status() != 404) {
                // 404: its dots led out of the route
                assertProblem(answer, 400, "invalid-destination");
                assertThat(answer.json().path("errors").get(0).path("pointer").asText())
                        .as(raw)
                        .startsWith("/");
            } else {
                assertThat(raw).contains(".");
            }
        }
    }

    /** As every client and server frees a path of them. */
    private static String withoutDots(String path) {
        return Path.of("/" + path).normalize().toString().substring(1);
    }

    private static HomeClient.Answer put(String raw, Map<String, String> more, byte[] content) throws Exception {
        var headers = new java.util.HashMap<>(more);
        headers.put("x-home-key", home.homeKey());
        headers.put("Content-Type", "application/octet-stream");
        return app.client.call(
                "PUT", "/connections/" + home.id() + "/files/" + raw, headers, BodyPublishers.ofByteArray(content));
    }

    private static void assertProblem(HomeClient.Answer answer, int status, String code) {
        assertThat(answer.json().path("code").asText()).as("%s", answer.json()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
