package io.driverelay.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.connection.AuthorityFault;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.drive.FragmentAnswer;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.UploadSession;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OneDrive and the sign-in service over the real client, answered by a bare socket. */
class GraphCallsTest {
    private static final NewFile FILE = new NewFile("F", "b.tar", 5, false, Instant.parse("2026-01-08T10:30:00Z"));
    private static final BearerTokens TOKENS = new BearerTokens() {
        @Override
        public String current() {
            return "token";
        }

        @Override
        public String renewed(String refused) {
            return "other";
        }
    };

    private final ByteClient bytes = new ByteClient(ByteClientLimits.DEFAULT, () -> {
        throw new IllegalStateException("no TLS was asked for");
    });
    private OneAnswerServer server;
    private GraphDrives drives;
    private Drive drive;

    @BeforeEach
    void open() throws IOException {
        server = new OneAnswerServer();
        drives = new GraphDrives(server.url(), () -> bytes, Clock.systemUTC(), Duration.ofMillis(700));
        drive = drives.with(TOKENS);
    }

    @AfterEach
    void close() throws IOException {
        bytes.close();
        server.close();
    }

    private OneDriveAuthority authority() {
        var app =
                new OneDriveAuthority.App(server.url(), "client", Set.of("openid"), URI.create("http://127.0.0.1/cb"));
        return new OneDriveAuthority(
                app, () -> "client-secret", new Exchanges(() -> bytes, Duration.ofMillis(700)), Clock.systemUTC());
    }

    private UploadSession session() {
        return new UploadSession(server.url() + "/session?tempauth=x", null);
    }

    private FragmentAnswer send(UploadSession session) {
        return drive.send(
                session,
                new ByteRange(0, 4),
                5,
                new ByteArrayInputStream(new byte[5]),
                Duration.ofSeconds(5),
                new Cutoff());
    }

    private static Kind kindOf(ThrowingCallable call) {
        return catchThrowableOfType(DriveFault.class, call).kind();
    }

    private static void endsSoon(Runnable call) {
        long start = System.nanoTime();
        call.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    /** A head and ten bytes, then nothing; a byte every so often; not even a head. */
    private static List<OneAnswerServer.Script> silences() {
        return List.of(
                socket -> {
                    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":\"abc");
                    Thread.sleep(10_000);
                },
                socket -> {
                    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    for (int i = 0; i < 100; i++) {
                        say(socket, " ");
                        Thread.sleep(100);
                    }
                },
                socket -> Thread.sleep(10_000));
    }

    private static void say(java.net.Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** B5, P5, fault 10. */
    @Test
    void everySmallCallEndsInTime_whateverTheServerHoldsBack() {
        for (OneAnswerServer.Script silence : silences()) {
            server.does(silence);
            endsSoon(() -> assertThat(kindOf(drive::account)).isEqualTo(Kind.UNREACHABLE));
            endsSoon(() -> assertThat(kindOf(() -> drive.ask(session()))).isEqualTo(Kind.UNREACHABLE));
            endsSoon(() -> assertThat(catchThrowableOfType(
                                    AuthorityFault.class, () -> authority().refresh("refresh"))
                            .kind())
                    .isEqualTo(AuthorityFault.Kind.UNAVAILABLE));
        }
    }

    @Test
    void smallCallsAreCutOff_whenTheInstanceGoes() throws Exception {
        var there = new CountDownLatch(1);
        server.does(socket -> {
            there.countDown();
            Thread.sleep(10_000);
        });
        var patient = new GraphDrives(server.url(), () -> bytes, Clock.systemUTC());
        new Thread(() -> {
                    try {
                        there.await();
                        patient.abortAll();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
        endsSoon(() -> assertThat(kindOf(patient.with(TOKENS)::appFolder)).isEqualTo(Kind.CUT_OFF));
    }

    @Test
    void smallFileIsOneRequest() {
        server.says(201, "", "{\"id\":\"X\",\"name\":\"b.tar\",\"size\":5}");
        assertThat(drive.put(FILE, new byte[5]).id()).isEqualTo("X");
        assertThat(server.heads()).singleElement().asString().startsWith("PUT ");
    }

    /** C5, P10. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "<html>", "", "{\"error\":{}}"})
    void answerThatIsNoDriveIsTriedAgain(String body) {
        server.says(200, "", body);
        assertThat(kindOf(drive::account)).isEqualTo(Kind.UNREACHABLE);
    }

    /** A3. */
    @Test
    void itemWhoseETagNobodyReadIsNotDeleted() {
        assertThat(kindOf(() -> drive.delete("X", null))).isEqualTo(Kind.CHANGED);
        assertThat(kindOf(() -> drive.delete("X", " "))).isEqualTo(Kind.CHANGED);
        assertThat(server.heads()).isEmpty();
        server.says(204, "", "");
        drive.delete("X", "\"tag\"");
        assertThat(server.heads()).singleElement().asString().contains("If-Match: \"tag\"");
    }

    @Test
    void redirectIsNotFollowed() {
        server.says(302, "Location: " + server.url() + "/elsewhere\r\n", "");
        assertThat(kindOf(drive::appFolder)).isEqualTo(Kind.UNREACHABLE);
        assertThat(server.heads()).hasSize(1);
    }

    @Test
    void tokenThatNoHeaderCanHoldIsNoReasonToCrash() {
        BearerTokens broken = new BearerTokens() {
            @Override
            public String current() {
                return "a\r\nb";
            }

            @Override
            public String renewed(String refused) {
                return "c";
            }
        };
        assertThat(kindOf(drives.with(broken)::account)).isEqualTo(Kind.UNREACHABLE);
    }

    /** L4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/x",
                "ftp://127.0.0.1/x",
                "file:///etc/passwd",
                "https:opaque",
                "https:///no-host",
                "https://under_score/x",
                "https://someone@127.0.0.1/x",
                "http://127.0.0.1:99999/x",
                "https://a b/x",
                "",
                "what"
            })
    void uploadUrlIsLookedAtBeforeEachUse(String url) {
        var session = new UploadSession(url, null);
        assertThat(kindOf(() -> drive.ask(session))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kindOf(() -> drive.end(session))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kindOf(() -> send(session))).isEqualTo(Kind.UNREACHABLE);
        server.says(200, "", "{\"uploadUrl\":\"" + url + "\"}");
        assertThat(kindOf(() -> drive.openSession(FILE))).isEqualTo(Kind.UNREACHABLE);
    }

    /** L4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/metadata/identity",
                "https://10.0.0.1/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[fd00::1]/x",
                "https://0x7f000001/x",
                "https://2130706433/x",
                "https://127.1/x",
                "https://localhost./x",
                "https://vault/x",
                "https://metadata.google.internal/x",
                "https://a.localhost/x",
                "https://printer.local/x"
            })
    void uploadUrlLeadsToAPublicNameAlone(String url) {
        var far = new PreauthenticatedUrls(URI.create("https://graph.microsoft.com/v1.0"));
        assertThat(kindOf(() -> far.checked(url))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void loopbackIsForAGraphThatLiesThereItself() {
        var far = new PreauthenticatedUrls(URI.create("https://graph.microsoft.com/v1.0"));
        assertThat(kindOf(() -> far.checked("http://127.0.0.1:80/x"))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kindOf(() -> far.checked("https://LOCALHOST/x"))).isEqualTo(Kind.UNREACHABLE);
        assertThat(far.checked("https://my.microsoftpersonalcontent.com/x?y=z").getHost())
                .isEqualTo("my.microsoftpersonalcontent.com");
    }

    @ParameterizedTest
    @CsvSource({
        "204, ",
        "404, ",
        "400, ",
        "401, ",
        "410, ",
        "412, UNREACHABLE",
        "507, UNREACHABLE",
        "503, UNREACHABLE",
        "429, THROTTLED",
        "500, UNREACHABLE"
    })
    void sessionIsOverWhereItsEndIsRefusedOutright_andMayGoOnOtherwise(int status, Kind kind) {
        server.says(status, "", "");
        if (kind == null) {
            assertThatCode(() -> drive.end(session())).doesNotThrowAnyException();
        } else {
            assertThat(kindOf(() -> drive.end(session()))).isEqualTo(kind);
        }
    }

    /** A3. */
    @Test
    void lastAnswerWithoutASizeIsACompletionWithoutItem() {
        server.says(201, "", "{\"id\":\"X\",\"name\":\"backup.tar\"}");
        assertThat(send(session())).isEqualTo(new FragmentAnswer.Completed(null));
    }

    /** P4. */
    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, '[50196]', UNAVAILABLE",
        "400, invalid_grant, '[\"50196\"]', UNAVAILABLE",
        "400, invalid_grant, '[70000]', SIGN_IN_REQUIRED",
        "400, invalid_grant, '\"x\"', SIGN_IN_REQUIRED",
        "400, temporarily_unavailable, '[]', UNAVAILABLE",
        "429, invalid_grant, '[]', UNAVAILABLE",
        "503, invalid_client, '[]', UNAVAILABLE",
        "401, invalid_client, '[7000222]', OPERATOR_MUST_ACT",
        "400, 5, '[]', UNAVAILABLE",
        "302, '', '[]', UNAVAILABLE"
    })
    void refusalOfTheAuthorityIsClassified(int status, String error, String numbers, AuthorityFault.Kind kind) {
        String body = "{\"error\":\"" + error + "\",\"error_codes\":" + numbers + ",\"error_description\":\"secret\"}";
        server.says(status, "Retry-After: 2592000\r\n", body.replace("\"5\"", "5"));
        AuthorityFault fault =
                catchThrowableOfType(AuthorityFault.class, () -> authority().refresh("refresh"));
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.retryAfter()).contains(Duration.ofHours(1));
        assertThat(fault).hasMessageNotContaining("secret");
    }

    @Test
    void numberIsTakenFromTheDescriptionWhereNoneIsListed() {
        server.says(400, "", "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50196: a loop\"}");
        assertThat(catchThrowableOfType(AuthorityFault.class, () -> authority().refresh("refresh"))
                        .kind())
                .isEqualTo(AuthorityFault.Kind.UNAVAILABLE);
    }

    @Test
    void tokensAreReadAndTheirLifetimeIsBelieved_withinReason() {
        server.says(
                200,
                "Content-Type: application/json\r\n",
                "{\"token_type\":\"Bearer\",\"access_token\":\"a\",\"expires_in\":9223372036854775807,\"scope\":\"x y\"}");
        assertThat(authority().refresh("refresh").validFor()).isEqualTo(Duration.ofDays(1));
        assertThat(server.heads())
                .singleElement()
                .asString()
                .startsWith("POST /oauth2/v2.0/token ")
                .contains("application/x-www-form-urlencoded");
    }

    /** The token goes where the list goes on, so it goes on at Graph or not at all. */
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/v1.0/x", "https://graph.example/x", "not an address", "//x"})
    void listThatGoesOnElsewhereIsNotFollowed(String next) {
        server.says(200, "", "{\"value\":[],\"@odata.nextLink\":\"" + next + "\"}");
        var page = drive.children("F", null);
        int before = server.heads().size();

        assertThat(kindOf(() -> drive.children("F", page.next()))).isEqualTo(Kind.UNREACHABLE);

        assertThat(server.heads()).hasSize(before);
    }

    @Test
    void listIsOnlyWhatHoldsOne_andItsItemsAreReadOneByOne() {
        server.says(200, "", "{\"error\":{}}");
        assertThat(kindOf(() -> drive.children("F", null))).isEqualTo(Kind.UNREACHABLE);
        server.says(200, "", "{\"value\":[7,{\"id\":\"x\"},{\"id\":\"a\",\"name\":\"n\",\"size\":1}]}");
        assertThat(drive.children("F", null).children())
                .extracting(child -> child.item().name())
                .containsExactly("n");
    }

    @ParameterizedTest
    @CsvSource({
        "200, ''",
        "302, ''",
        "302, 'Location: /relative\r\n'",
        "302, 'Location: http://files.example/x\r\n'",
        "302, 'Location: https://10.0.0.1/x\r\n'"
    })
    void redirectToNowhereUsableIsNoAddress(int status, String headers) {
        server.says(status, headers.replace("\\r\\n", "\r\n"), "");

        assertThat(kindOf(() -> drive.downloadUrl("F"))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void redirectIsNotFollowed_andNoTokenGoesToWhereItLeads() {
        String address = server.url() + "/content?tempauth=x";
        server.says(302, "Location: " + address + "\r\n", "");
        var url = drive.downloadUrl("F");
        assertThat(server.heads()).hasSize(1);
        server.says(206, "", "ab");

        assertThat(drive.read(url, ByteRange.at(0, 2))).isEqualTo(new byte[] {'a', 'b'});

        assertThat(server.heads()).hasSize(2);
        assertThat(server.heads().get(1)).contains("Range: bytes=0-1").doesNotContainIgnoringCase("authorization");
    }

    @Test
    void contentThatDoesNotEndInTimeIsGivenUp() {
        var url = new io.driverelay.drive.DownloadUrl(server.url() + "/content", Instant.EPOCH);
        for (var silence : silences()) {
            server.does(silence);
            endsSoon(() -> assertThat(kindOf(() -> drive.read(url, ByteRange.at(0, 1000))))
                    .isEqualTo(Kind.UNREACHABLE));
        }
    }
}
