package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.backup;
import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.telemetry.DeclaredEvents;
import io.driverelay.telemetry.Event;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged app, called as homes, browsers and operators call it. */
class MainJobIT {
    private static final String PERSON = "robin";
    private static RunningApp app;
    private static Linked home;
    private static Linked other;

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of());
        home = app.linked(PERSON);
        other = app.linked("kim");
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

    private static String folder() throws Exception {
        return app.client
                .operator("GET", "/connections/" + home.id(), null)
                .expect(200)
                .path("folder")
                .path("name")
                .asText();
    }

    private static void assertProblem(HomeClient.Answer answer, int status, String code) {
        assertThat(answer.json().path("code").asText()).as("%s", answer.json()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.raw().headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.json().path("detail").asText()).isNotEmpty();
    }

    @Test
    void backupGoesTheWholeWay_inBlocks_andTheStatusShowsIt() throws Exception {
        byte[] bytes = content(9_000_000);
        JsonNode opened = app.open(home, backup("Nightly_1.tar", bytes.length, ",\"transfer\":\"blocks\""));
        assertThat(app.putBlock(opened, 1, java.util.Arrays.copyOfRange(bytes, 5_000_000, bytes.length)))
                .isEqualTo(201);
        assertProblem(app.commit(home, opened), 409, "incomplete-content");
        JsonNode awaiting = app.client
                .home(home, "GET", "/uploads/" + opened.path("id").asText(), null)
                .expect(200);
        assertThat(awaiting.path("stagedBlocks").get(0).path("number").asInt()).isEqualTo(1);
        assertThat(app.putBlock(opened, 0, java.util.Arrays.copyOf(bytes, 5_000_000)))
                .isEqualTo(201);
        JsonNode committed = app.commit(home, opened).expect(202);
        assertThat(committed.path("state").asText()).isEqualTo("queued");
        assertThat(app.commit(home, opened).status()).isEqualTo(202);

        JsonNode delivered = app.await(home, opened, is("delivered"));
        assertThat(delivered.path("item").path("verifiedBy").asText()).isEqualTo("quickXorHash");
        assertThat(delivered.toString()).doesNotContain("sig=", "/up/");
        assertThat(app.onDrive(PERSON, folder() + "/Nightly_1.tar")).isEqualTo(bytes);
        assertThat(app.onDrive(PERSON, folder() + "/Nightly_1.metadata.json"))
                .asString()
                .contains("abcd1234");

        var status = app.client.home(home, "GET", "/status", null);
        assertThat(status.expect(200).path("driveState").asText()).isEqualTo("normal");
        assertThat(status.json().path("lastBackup").path("backupId").asText()).isEqualTo("abcd1234");
        assertThat(status.json().path("signInRequired").asBoolean()).isFalse();
        String eTag = status.raw().headers().firstValue("etag").orElseThrow();
        Map<String, String> known = Map.of("x-home-key", home.homeKey(), "If-None-Match", eTag);
        assertThat(app.client
                        .call("GET", "/connections/" + home.id() + "/status", known, (String) null)
                        .status())
                .isEqualTo(304);
        assertThat(app.client.operator("GET", "/status", null).expect(200).toString())
                .contains(home.id(), other.id());
    }

    /** Fault 37. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"kind\":;400;invalid-request",
                "[];400;invalid-request",
                "{};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":1,\"colour\":\"red\"};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"fileName\":\"b\",\"sizeBytes\":1};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":-1};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":1.5};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":99999999999999999999};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":999999999999};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a:b\",\"sizeBytes\":1};400;invalid-destination",
                "{\"kind\":\"file\",\"fileName\":\"..\",\"sizeBytes\":1};400;invalid-destination",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"destinationFolder\":\"x/../y\",\"sizeBytes\":1};400;invalid-destination",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":1,\"sha256\":\"xyz\"};400;invalid-request",
                "{\"kind\":\"backup\",\"fileName\":\"a.tar\",\"sizeBytes\":1,\"metadata\":{\"backup_id\":5}};400;invalid-request",
                "{\"kind\":\"backup\",\"fileName\":\"a.zip\",\"sizeBytes\":1,\"metadata\":{\"backup_id\":\"1\",\"name\":\"n\"}};400;invalid-request",
                "{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":1,\"transfer\":\"pigeon\"};400;invalid-request"
            })
    void badOpeningIsRefused_sayingWhy(String body, int status, String code) throws Exception {
        assertProblem(app.client.home(home, "POST", "/uploads", body), status, code);
    }

    @Test
    void nameOfFiveHundredCharactersIsRefused() throws Exception {
        assertProblem(
                app.client.home(home, "POST", "/uploads", file("a".repeat(500), 1, "")), 400, "invalid-destination");
    }

    @Test
    void whatCannotFitIsRefusedWithTheNumbers_beforeAByteMoves() throws Exception {
        app.relay.simulators().oneDrive().account("full").setQuota(1 << 20, 1 << 19);
        Linked full = app.linked("full");
        var answer = app.client.home(full, "POST", "/uploads", file("big.bin", 1 << 20, ""));

        assertProblem(answer, 507, "drive-full");
        assertThat(answer.json().path("remainingBytes").asLong()).isEqualTo(1 << 19);
        assertThat(answer.json().path("neededBytes").asLong()).isEqualTo(1 << 20);
        assertThat(answer.json().path("driveState").asText()).isEqualTo("normal");
    }

    @Test
    void everyHomeRouteDemandsAKeyOfItsOwnConnection() throws Exception {
        for (String key : new String[] {"", "nonsense", other.homeKey(), app.relay.functionKey()}) {
            Map<String, String> headers = key.isEmpty() ? Map.of() : Map.of("x-home-key", key);
            for (String path : new String[] {"/uploads", "/status", "/uploads/01KB0000000000000000000000"}) {
                assertProblem(
                        app.client.call("GET", "/connections/" + home.id() + path, headers, (String) null),
                        401,
                        "key-invalid");
            }
        }
        assertProblem(
                app.client.call(
                        "GET", "/connections/nowhere/status", Map.of("x-home-key", home.homeKey()), (String) null),
                401,
                "key-invalid");
    }

    @Test
    void operatorRoutesDemandTheFunctionKey() throws Exception {
        for (String path : new String[] {"/status", "/connections", "/connections/" + home.id()}) {
            var answer = app.client.call("GET", path, Map.of("x-home-key", home.homeKey()), (String) null);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.raw().body()).isEmpty();
        }
    }

    /** Faults 1, 23. */
    @Test
    void commitWithoutContentOrWithFewerBytesIsRefused_andTheUrlWorksAgain() throws Exception {
        JsonNode opened = app.open(home, file("short.bin", 10, ""));
        assertProblem(app.commit(home, opened), 409, "incomplete-content");
        assertThat(app.put(opened, content(9))).isEqualTo(201);
        var answer = app.commit(home, opened);
        assertProblem(answer, 409, "incomplete-content");
        assertThat(answer.json().path("stagedBytes").asLong()).isEqualTo(9);
        assertThat(app.put(opened, content(10))).isEqualTo(201);
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));
    }

    /** Fault 3. */
    @Test
    void sameIdempotencyKeyFindsTheSameUpload_andRefusesAnotherRequest() throws Exception {
        Map<String, String> headers = Map.of("x-home-key", home.homeKey(), "Idempotency-Key", "night-1");
        String path = "/connections/" + home.id() + "/uploads";
        JsonNode first =
                app.client.call("POST", path, headers, file("once.bin", 5, "")).expect(201);
        JsonNode second =
                app.client.call("POST", path, headers, file("once.bin", 5, "")).expect(200);

        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.path("staging").path("url").asText()).isNotEmpty();
        assertProblem(app.client.call("POST", path, headers, file("once.bin", 6, "")), 409, "idempotency-mismatch");
    }

    @Test
    void oneShotUrlTakesOneBlob_andNothingAfterTheCommit() throws Exception {
        JsonNode opened = app.open(home, file("one-shot.bin", 10, ""));
        assertThat(app.put(opened, content(10))).isEqualTo(201);
        assertThat(app.put(opened, content(10))).isEqualTo(403);
        app.commit(home, opened).expect(202);
        assertThat(app.await(home, opened, is("delivered"))
                        .path("deliveredBytes")
                        .asLong())
                .isEqualTo(10);
    }

    @Test
    void cancelEndsAnUpload_andTheHomeCannotCommitItAnymore() throws Exception {
        JsonNode opened = app.open(home, file("cancelled.bin", 10, ""));
        String path = "/uploads/" + opened.path("id").asText();
        assertThat(app.client
                        .home(home, "DELETE", path, null)
                        .expect(200)
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(app.client.home(home, "DELETE", path, null).status()).isEqualTo(200);
        assertProblem(app.commit(home, opened), 409, "wrong-state");
        assertProblem(app.client.home(home, "POST", path + "/retry", null), 409, "wrong-state");
    }

    @Test
    void deliveredUploadCannotBeCancelled() throws Exception {
        JsonNode opened = app.open(home, file("done.bin", 10, ""));
        app.put(opened, content(10));
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));

        assertProblem(
                app.client.home(home, "DELETE", "/uploads/" + opened.path("id").asText(), null), 409, "wrong-state");
    }

    @Test
    void keyWithoutScopesCannotDestroyBackups_andIsRevokedAtOnce() throws Exception {
        JsonNode made = app.client
                .operator("POST", "/connections/" + home.id() + "/keys", "{\"name\":\"plain\",\"validFor\":\"PT1H\"}")
                .expect(201);
        Linked plain = new Linked(home.id(), made.path("homeKey").asText(), null);
        assertProblem(
                app.client.home(plain, "POST", "/uploads", backup("x.tar", 1, ",\"conflict\":\"replace\"")),
                403,
                "scope-missing");
        assertProblem(
                app.client.home(
                        plain, "POST", "/uploads", file("x.tar", 1, ",\"destinationFolder\":\"" + folder() + "\"")),
                403,
                "scope-missing");
        String keys = app.client
                .operator("GET", "/connections/" + home.id() + "/keys", null)
                .expect(200)
                .toString();
        assertThat(keys).contains("plain").doesNotContain(plain.homeKey(), "sha256");

        app.client
                .operator(
                        "DELETE",
                        "/connections/" + home.id() + "/keys/" + made.path("id").asText(),
                        null)
                .expect(204);
        assertProblem(app.client.home(plain, "GET", "/status", null), 401, "key-invalid");
    }

    @Test
    void smallFileIsPutStraightThrough() throws Exception {
        Map<String, String> headers = Map.of("x-home-key", home.homeKey(), "Content-Type", "application/octet-stream");
        JsonNode upload = app.client
                .call(
                        "PUT",
                        "/connections/" + home.id() + "/files/Snapshots/H%C3%A9%20llo+1.bin",
                        headers,
                        BodyPublishers.ofByteArray(content(1000)))
                .expect(202);
        app.await(home, upload, is("delivered"));
        assertThat(app.onDrive(PERSON, "Snapshots/Hé llo+1.bin")).isEqualTo(content(1000));
    }

    /** Fault 29. */
    @Test
    void directPutThatIsChunkedTooLargeOrOfAnotherTypeIsRefused() throws Exception {
        String path = "/connections/" + home.id() + "/files/direct.bin";
        Map<String, String> octets = Map.of("x-home-key", home.homeKey(), "Content-Type", "application/octet-stream");
        var chunked = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(content(10)));
        assertProblem(app.client.call("PUT", path, octets, chunked), 411, "length-required");
        assertProblem(
                app.client.call("PUT", path, octets, BodyPublishers.ofByteArray(new byte[9 << 20])),
                413,
                "too-large-for-direct");
        assertThat(app.client
                        .call("PUT", path, octets, BodyPublishers.ofByteArray(new byte[11 << 20]))
                        .status())
                .isEqualTo(500);
        Map<String, String> tar = Map.of("x-home-key", home.homeKey(), "Content-Type", "application/x-tar");
        var bare = app.client.call("PUT", path, tar, BodyPublishers.ofByteArray(content(10)));
        assertThat(bare.status()).isEqualTo(500);
        assertThat(bare.raw().body()).isEmpty();
        Map<String, String> form =
                Map.of("x-home-key", home.homeKey(), "Content-Type", "multipart/form-data; boundary=x");
        assertProblem(
                app.client.call("PUT", path, form, BodyPublishers.ofByteArray(content(10))),
                415,
                "unsupported-content-type");
    }

    @Test
    void signInEndsOnlyInTheBrowserThatBeganIt_andOnlyOnce() throws Exception {
        Linked made = app.client.createConnection("{}");
        assertProblem(app.client.home(made, "POST", "/uploads", file("a", 1, "")), 409, "sign-in-required");
        var callback = app.relay.api() + "/sign-in/callback";
        assertThat(app.client.signIn(URI.create(callback)).statusCode()).isEqualTo(400);
        assertThat(app.client
                        .signIn(URI.create(callback + "?code=x&state=forged"))
                        .body())
                .contains("Not connected");
        app.relay.simulators().authority().signInAs("sam");
        var page = app.client.signIn(made.signInUrl());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("sam's OneDrive", "connected").doesNotContain(made.homeKey());
        assertThat(app.client.signIn(page.uri()).statusCode()).isEqualTo(400);
        assertThat(app.client
                        .signIn(URI.create(app.relay.api() + "/sign-in/start?t=unknown"))
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void refusedConsentIsToldInWords() throws Exception {
        Linked made = app.client.createConnection("{\"name\":\"refuser\"}");
        app.relay.simulators().authority().refuseNext("access_denied");
        assertThat(app.client.signIn(made.signInUrl()).body()).contains("consent was not given");
        assertThat(app.client
                        .operator("GET", "/connections/" + made.id(), null)
                        .expect(200)
                        .path("lastSignIn")
                        .path("outcome")
                        .asText())
                .isEqualTo("consent-refused");
    }

    @Test
    void removedConnectionIsGone_andItsUploadsEnd() throws Exception {
        Linked leaving = app.linked("leaving");
        app.open(leaving, file("never.bin", 10, ""));
        app.client.operator("DELETE", "/connections/" + leaving.id(), null).expect(204);

        assertProblem(app.client.operator("GET", "/connections/" + leaving.id(), null), 404, "unknown-connection");
        assertProblem(app.client.home(leaving, "GET", "/status", null), 401, "key-invalid");
        assertThat(app.relay.simulators().vault().get("connection-" + leaving.id()))
                .isEmpty();
    }

    /** L3. */
    @Test
    void revokedKeyTakesItsUploadsWithIt_ifTheOperatorSaysSo() throws Exception {
        Linked home = app.linked("losing");
        JsonNode opened = app.open(home, file("lost.bin", 10, ""));
        String keys = "/connections/" + home.id() + "/keys";
        String first = app.client
                .operator("GET", keys, null)
                .expect(200)
                .path("items")
                .get(0)
                .path("id")
                .asText();
        JsonNode made = app.client.operator("POST", keys, "{}").expect(201);
        assertProblem(app.client.operator("DELETE", keys + "/" + first + "?uploads=all", null), 400, "invalid-request");
        JsonNode ended = app.client
                .operator("DELETE", keys + "/" + first + "?uploads=cancel", null)
                .expect(200);

        assertThat(ended.path("cancelledUploads").asInt()).isEqualTo(1);
        assertThat(ended.path("more").asBoolean()).isFalse();
        Linked left = new Linked(home.id(), made.path("homeKey").asText(), home.signInUrl());
        assertThat(app.client
                        .home(left, "GET", "/uploads/" + opened.path("id").asText(), null)
                        .expect(200)
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
    }

    /** M4. */
    @Test
    void signInLinkIsRevokedByTheOperator_asOftenAsTheyLike() throws Exception {
        Linked made = app.client.createConnection("{\"name\":\"revoked\"}");
        for (int n = 0; n < 2; n++) {
            app.client
                    .operator("DELETE", "/connections/" + made.id() + "/sign-in", null)
                    .expect(204);
        }
        assertThat(app.client.signIn(made.signInUrl()).statusCode()).isEqualTo(410);
    }

    @Test
    void unknownRoutesAndMethodsAreBare404_andHealthNeedsNothing() throws Exception {
        for (String method : new String[] {"PATCH", "OPTIONS", "POST"}) {
            assertThat(app.client
                            .call(method, "/health", Map.of(), (String) null)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(app.client.call("GET", "/nothing", Map.of(), (String) null).status())
                .isEqualTo(404);
        assertThat(app.client
                        .call("GET", "/Health/", Map.of(), (String) null)
                        .expect(200)
                        .path("status")
                        .asText())
                .isEqualTo("up");
    }

    @Test
    void listPages_newestFirst() throws Exception {
        Linked lister = app.linked("lister");
        for (int i = 0; i < 3; i++) {
            app.open(lister, file("f" + i, 1, ""));
        }
        JsonNode first =
                app.client.home(lister, "GET", "/uploads?limit=2", null).expect(200);
        assertThat(first.path("items").get(0).path("fileName").asText()).isEqualTo("f2");
        JsonNode rest = app.client
                .home(
                        lister,
                        "GET",
                        "/uploads?limit=2&cursor=" + first.path("next").asText(),
                        null)
                .expect(200);
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(app.client
                        .home(lister, "GET", "/uploads?state=delivered", null)
                        .expect(200)
                        .path("items"))
                .isEmpty();
        assertProblem(app.client.home(lister, "GET", "/uploads?state=blue", null), 400, "invalid-request");
    }

    @Test
    void logTellsAnUploadsWholeWay_byTheOpenersTrace() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Map<String, String> headers =
                Map.of("x-home-key", home.homeKey(), "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        JsonNode opened = app.client
                .call("POST", "/connections/" + home.id() + "/uploads", headers, file("traced.bin", 3, ""))
                .expect(201);
        app.put(opened, new byte[] {1, 2, 3});
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));
        for (int n = 0;
                n < 100 && app.events("\"turn-ended\",\"traceId\":\"" + trace).isEmpty();
                n++) {
            Thread.sleep(50);
        }

        List<String> told = app.events(trace);
        assertThat(told)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"uploadId\":\"" + opened.path("id").asText() + "\""));
        assertThat(told)
                .extracting(DeclaredEvents::check)
                .filteredOn(event -> event != Event.DRIVE_CALLS)
                .containsExactly(
                        Event.UPLOAD_OPENED,
                        Event.UPLOAD_COMMITTED,
                        Event.TURN_BEGAN,
                        Event.SESSION_OPENED,
                        Event.SENDING_BEGAN,
                        Event.SESSION_LEFT,
                        Event.UPLOAD_DELIVERED,
                        Event.TURN_ENDED);
        assertThat(told)
                .filteredOn(line -> line.contains("\"upload-delivered\""))
                .singleElement()
                .asString()
                .containsPattern("\"queuedMs\":\\d+,\"relayMs\":\\d+,\"totalMs\":\\d+")
                .contains("\"sentBytes\":3,\"sentTwiceBytes\":0");
    }
}
