package io.driverelay.local.host;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofInputStream;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.local.packaging.TestPackage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the genuine host does to a request on its way, flaws included. */
class HttpOfTheHostTest {
    private static final String HOST_JSON =
            "{\"version\":\"2.0\",\"logging\":{\"logLevel\":{\"Host.Results\":\"Error\"}},"
                    + "\"extensions\":{\"http\":{\"maxConcurrentRequests\":2,\"maxOutstandingRequests\":5}}}";
    private static final String TYPE = "Content-Type";

    @TempDir
    static Path folder;

    private static TestHost host;

    @BeforeAll
    static void start() throws Exception {
        Path app = TestPackage.of(HttpApp.class, folder, HOST_JSON);
        host = new TestHost(
                app,
                folder,
                Map.of(
                        "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",
                        "1000",
                        "RELEASE",
                        released().toString()));
    }

    private static Path released() {
        return folder.resolve("released");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        return host.send("GET", path, noBody(), headers);
    }

    private static HttpResponse<String> post(String path, BodyPublisher body, String... headers) throws Exception {
        return host.send("POST", path, body, headers);
    }

    private static void isBare(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue(TYPE)).isEmpty();
    }

    @Test
    void chunkedBodyArrivesEmpty() throws Exception {
        assertThat(post("/api/echo/a", ofInputStream(() -> new ByteArrayInputStream(new byte[10])))
                        .body())
                .isEqualTo("a|nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "multipart/form-data; boundary=x"})
    void bytesArriveUntouched(String type) throws Exception {
        var answer = host.send("PUT", "/api/bytes/a?code=" + TestHost.KEY, ofByteArray(new byte[10]), TYPE, type);
        assertThat(answer.body()).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-tar", "application/json", "application/octet-streams", "text/plain"})
    void bytesOfAnyOtherTypeAreABare500(String type) throws Exception {
        isBare(host.send("PUT", "/api/bytes?code=" + TestHost.KEY, ofString("[1,2]"), TYPE, type), 500);
    }

    @Test
    void bytesOfNoTypeAreABare500_andNoBodyIsAnEmptyOptional() throws Exception {
        isBare(host.send("PUT", "/api/bytes?code=" + TestHost.KEY, ofByteArray(new byte[10])), 500);
        assertThat(host.send("PUT", "/api/bytes?code=" + TestHost.KEY, noBody()).body())
                .isEqualTo("-1");
    }

    @Test
    void textArrivesAsItWasSent_whateverItIs() throws Exception {
        assertThat(post("/api/echo/a", ofString("{\"b\": 1 }"), TYPE, "application/json")
                        .body())
                .isEqualTo("a|{\"b\": 1 }");
        assertThat(post("/api/echo/a", ofString("{broken"), TYPE, "application/json")
                        .body())
                .isEqualTo("a|{broken");
        byte[] gzip = {0x1f, (byte) 0x8b, 8};
        assertThat(post("/api/echo/a", ofByteArray(gzip), "Content-Encoding", "gzip")
                        .body())
                .isEqualTo("a|\u001f\ufffd\b");
    }

    @Test
    void textThatBeginsWithAByteOrderMarkIsReadByIt() throws Exception {
        byte[] little = {(byte) 0xff, (byte) 0xfe, 'h', 0, 'i', 0};
        byte[] big = {(byte) 0xfe, (byte) 0xff, 0, 'h', 0, 'i'};
        byte[] utf8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'h', 'i'};
        for (byte[] body : List.of(little, big, utf8)) {
            assertThat(post("/api/echo/a", ofByteArray(body)).body()).isEqualTo("a|hi");
        }
    }

    @Test
    void objectIsAStringOrAMap_andAnythingFailsOutright() throws Exception {
        assertThat(post("/api/object", ofString("{\"b\":1}"), TYPE, "application/json")
                        .body())
                .isEqualTo("map {b=1.0}");
        assertThat(post("/api/object", ofString("word")).body()).isEqualTo("word");
        isBare(post("/api/object", ofString("{broken")), 500);
        isBare(post("/api/anything", ofString("word")), 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "multipart/form-data; boundary=x"})
    void objectIsAStringForBytesToo(String type) throws Exception {
        assertThat(post("/api/object", ofString("{\"b\":1}"), TYPE, type).body())
                .isEqualTo("{\"b\":1}");
    }

    /** N9: more than may run or wait. */
    @Test
    void bodiesThatDoNotEndTakeNoPlaceOfOthers() throws Exception {
        List<Socket> lines = new ArrayList<>();
        try {
            for (String type : List.of("Content-Length: 900", "Transfer-Encoding: chunked", "Content-Length: 5000")) {
                for (int n = 0; n < 6; n++) {
                    lines.add(begun("/api/echo/a", type));
                    lines.add(begun("/api/bytes", type));
                }
            }
            assertThat(get("/api/text").body()).isEqualTo("plain");
            assertThat(post("/api/echo/a", ofString("b")).body()).isEqualTo("a|b");
        } finally {
            for (Socket line : lines) {
                line.close();
            }
        }
    }

    private static Socket begun(String path, String length) throws Exception {
        var line = new Socket(InetAddress.getLoopbackAddress(), host.host.url().getPort());
        line.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n1")
                        .getBytes(StandardCharsets.US_ASCII));
        return line;
    }

    @Test
    void bodyOverTheLimitIsABare500() throws Exception {
        assertThat(post("/api/echo/a", ofByteArray(new byte[1000])).statusCode())
                .isEqualTo(200);
        isBare(post("/api/echo/a", ofByteArray(new byte[1001])), 500);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/echo/a", "OPTIONS,/api/echo/a", "HEAD,/api/slow", "GET,/api/nowhere", "GET,/elsewhere"})
    void whatNoFunctionHasIsABare404(String method, String path) throws Exception {
        isBare(host.send(method, path, noBody()), 404);
    }

    @Test
    void keyIsTakenFromHeaderOrQuery_andReachesTheFunction() throws Exception {
        isBare(host.send("PUT", "/api/bytes", noBody()), 401);
        isBare(host.send("PUT", "/api/bytes?code=wrong", noBody()), 401);
        isBare(host.send("PUT", "/api/bytes?code=" + TestHost.KEY, noBody(), "x-functions-key", "wrong"), 401);
        assertThat(host.send("PUT", "/api/bytes", noBody(), "X-Functions-Key", TestHost.KEY)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/tell/a?code=of-a-sign-in", "x-functions-key", "k").body())
                .isEqualTo("/api/tell/a|{code=of-a-sign-in}|null|null|k");
    }

    @Test
    void whatFailsIsABare500_andItsWordsAreInTheLogAlone() throws Exception {
        isBare(get("/api/fails"), 500);
        host.awaitLog("Error Function\\.fails - Executed 'Functions\\.fails' \\(Failed, Id=.*"
                + "\njava\\.lang\\.IllegalStateException: a secret of the app\n\tat ");
        host.awaitLog("Warning Function\\.fails\\.User [0-9a-f-]{36} about to fail \\{0}\n");
        host.awaitLog("Error Host\\.Results - Executed 'Functions\\.fails' \\(Failed");
        assertThat(host.log()).doesNotContain("too fine");
    }

    @Test
    void beginAndEndOfAnInvocationAreTold_exceptForWhatHostJsonLeavesOut() throws Exception {
        get("/api/text");
        host.awaitLog("Information Function\\.text - Executing 'Functions\\.text' \\(Reason='This function was"
                + " programmatically called via the host APIs\\.', Id=");
        host.awaitLog(
                "Information Function\\.text - Executed 'Functions\\.text' \\(Succeeded, Id=.*, Duration=[0-9]+ms\\)");
        assertThat(host.log()).doesNotContain("Host.Results - Executed 'Functions.text'");
    }

    @Test
    void headersArriveInLowerCase_andWhatIsRepeatedJoined() throws Exception {
        assertThat(get("/api/tell?a=1&b&c=&a=x%20y+z&d=%2B", "X-Seen", "one", "X-Seen", "two")
                        .body())
                .isEqualTo("/api/tell|{a=1,x y z, d=+}|one,two|null|null");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/rest/H%C3%A9%20llo+,Hé llo+",
        "/api/rest/a%2Fb%2fc,a%2Fb%2fc",
        "/api/rest/a/b%20c,a/b c",
        "/API/REST/a,a",
        "/api/elsewhere/../rest/a,a",
        "/../../api/rest/b/./%2e%2E/c,c",
        "/api/bound/7/,7"
    })
    void pathIsDecodedAndResolved_butAnEncodedSlashStays(String path, String arrives) throws Exception {
        assertThat(get(path).body()).isEqualTo(arrives);
    }

    @Test
    void uriIsEncodedAgain() throws Exception {
        assertThat(get("/api/tell/../tell/H%c3%a9%20%41+%2f").body()).startsWith("/api/tell/H%C3%A9%20A+%2f|");
    }

    @Test
    void optionalPartsMayBeMissing_unlessTheyAreBound() throws Exception {
        assertThat(get("/api/maybe").body()).isEqualTo("/api/maybe");
        assertThat(get("/api/maybe/x").body()).isEqualTo("/api/maybe/x");
        isBare(get("/api/bound"), 500);
        isBare(get("/api/rest"), 500);
        isBare(get("/api/bound/x"), 404);
    }

    @Test
    void firstByNameIsCalled_notTheMostSpecific() throws Exception {
        assertThat(get("/api/overlap/exact").body()).isEqualTo("any");
    }

    @Test
    void answerGetsACharset_orATypeWhereItHasNone() throws Exception {
        assertThat(get("/api/tell").headers().firstValue(TYPE)).contains("text/x-told; charset=utf-8");
        assertThat(get("/api/text").headers().firstValue(TYPE)).contains("text/plain; charset=utf-8");
        assertThat(host.send("HEAD", "/api/text", noBody()).headers().firstValue("Content-Length"))
                .contains("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/raw-bytes", "/api/built-bytes"})
    void bytesWithoutATypeGoOutWithoutOne(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.body()).isEqualTo("\u0001\u0002\u0003");
        assertThat(answer.headers().firstValue(TYPE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 304, 404, 429, 507})
    void answersPassAsTheyAreSet(int status) throws Exception {
        var answer = get("/api/answers/" + status);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map())
                .containsEntry("location", List.of("https://elsewhere.example/"))
                .containsEntry("etag", List.of("\"7\""))
                .containsEntry("retry-after", List.of("9"))
                .containsEntry("set-cookie", List.of("__Host-a=b; Secure; HttpOnly"))
                .containsEntry("content-security-policy", List.of("default-src 'none'"))
                .containsEntry("content-disposition", List.of("attachment"))
                .containsEntry("link", List.of("<https://elsewhere.example/>; rel=next"))
                .containsEntry("content-type", List.of("text/plain; charset=utf-8"));
    }

    @Test
    void atMostSoManyRunAtOnce_andSoManyWait_theRestIsABare429() throws Exception {
        var answers = IntStream.range(0, 9)
                .mapToObj(n -> host.later("GET", "/api/slow", noBody()))
                .toList();
        for (int i = 0;
                i < 400 && answers.stream().filter(CompletableFuture::isDone).count() < 4;
                i++) {
            Thread.sleep(20);
        }
        Files.createFile(released());
        var ended = answers.stream().map(CompletableFuture::join).toList();
        assertThat(ended.stream().filter(answer -> answer.statusCode() == 429))
                .hasSize(4)
                .allSatisfy(answer -> isBare(answer, 429));
        assertThat(ended.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(5)
                .allSatisfy(answer -> assertThat(answer.body()).isIn("1", "2"));
    }

    @Test
    void slashIsThePlatformsOwnPage() throws Exception {
        assertThat(get("/").headers().firstValue(TYPE)).contains("text/html");
    }
}
