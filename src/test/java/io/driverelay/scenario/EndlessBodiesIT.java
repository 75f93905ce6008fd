package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that lie about their length, stop half way, are torn off or never end, against the packaged app: refused or cut, and others are answered. */
@Timeout(60)
class EndlessBodiesIT {
    private static final int MIB = 1 << 20;
    /** Holds what sixteen calls at once may need, and not what is sent here. */
    private static final String HEAP = "-Xmx256m";

    private static final long MAY_GROW_BY = 300L * MIB;

    private static RunningApp app;
    private static Linked home;
    private static long rssBefore;

    private final List<Socket> lines = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        // in three seconds what stops half way is cut, so that nobody waits half a minute for it here
        app = new RunningApp(RunningApp.newData(), Map.of(), false, HEAP, "-Dsun.net.httpserver.maxReqTime=3");
        home = app.linked("robin");
        assertOthersAreAnswered();
        rssBefore = rss().orElse(0);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void othersAreAnsweredBefore() throws Exception {
        assertOthersAreAnswered();
    }

    @AfterEach
    void hangUp() throws Exception {
        for (Socket line : lines) {
            line.close();
        }
        assertOthersAreAnswered();
    }

    /** Fault 29: three times as many as there are places. */
    @Test
    void bodiesThatStopHalfWayAreCut() throws Exception {
        for (int n = 0; n < 12; n++) {
            for (String path : List.of("files/half.bin", "uploads", "uploads/01KB0000000000000000000000/commit")) {
                send(head(path, "Content-Length: " + 8 * MIB), new byte[1000]);
            }
            send(head("files/half.bin", "Transfer-Encoding: chunked"), text("3e8\r\nhalf of a chunk"));
        }

        assertOthersAreAnswered();
        for (Socket line : lines) {
            assertThat(statusOf(line)).isIn(-1, 400, 408, 411, 500);
        }
        assertNoFileCame("half.bin");
    }

    /** Fault 29: large enough for memory to tell, if it were kept. */
    @Test
    void bodiesThatTheCallerTearsOffLeaveNothingBehind() throws Exception {
        long sent = 0;
        for (int n = 0; n < 100; n++) {
            Socket line = send(head("files/torn.bin", "Content-Length: " + 8 * MIB), new byte[7 * MIB]);
            // so that it is torn, and not ended
            line.setSoLinger(true, 0);
            line.close();
            sent += 7 * MIB;
        }

        assertMemoryHolds("torn off", sent);
        assertNoFileCame("torn.bin");
    }

    /** Fault 29. */
    @Test
    void bodyShorterThanItSaysReachesNoDrive() throws Exception {
        Socket line = send(head("files/short.bin", "Content-Length: 1001"), new byte[1000]);
        line.shutdownOutput();

        assertThat(statusOf(line)).isIn(-1, 400, 500);
        assertNoFileCame("short.bin");
    }

    /** Fault 29: what comes after the length that was said belongs to no file. */
    @Test
    void bodyLongerThanItSaysEndsWhereItSaid() throws Exception {
        Socket line = send(head("files/long.bin", "Content-Length: 10"), new byte[1000]);

        assertThat(statusOf(line)).isEqualTo(202);
        for (int n = 0; n < 200 && !onDrive().contains("long.bin"); n++) {
            Thread.sleep(50);
        }
        assertThat(app.onDrive("robin", "long.bin")).isEqualTo(new byte[10]);
    }

    /** Fault 29. */
    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "0x10", "99999999999999999999", "18446744073709551626", "10, 20"})
    void lengthThatIsNoneIsRefused(String length) throws Exception {
        Socket line = send(head("files/odd.bin", "Content-Length: " + length), new byte[10]);

        assertThat(statusOf(line)).isIn(-1, 400, 411, 500);
        assertNoFileCame("odd.bin");
    }

    /** Fault 29: eight callers send without end, in chunks or under a length that nobody takes. */
    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 1099511627776"})
    void endlessBodiesAreCut_andMemoryDoesNotGrowWithThem(String length) throws Exception {
        var sent = new AtomicLong();
        byte[] chunk =
                length.startsWith("T") ? text("10000\r\n" + "x".repeat(0x10000) + "\r\n") : text("x".repeat(0x10000));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                Socket line = send(head("files/endless.bin", length), new byte[0]);
                all.add(CompletableFuture.runAsync(() -> sendUntilCut(line, chunk, sent), callers));
            }
            assertOthersAreAnswered();
            // each of them ends: it is cut
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        } finally {
            callers.shutdownNow();
        }

        assertMemoryHolds("without end, " + length, sent.get());
        assertNoFileCame("endless.bin");
    }

    /** Fault 29: the same at the staging URL; what was torn off is not there, and a commit says so. */
    @Test
    void putThatIsTornOffLeavesTheUploadAsItWas() throws Exception {
        JsonNode opened = app.open(home, file("staged.bin", MIB, ",\"transfer\":\"single\""));
        URI url = URI.create(opened.path("staging").path("url").asText());
        try (Socket line = new Socket(url.getHost(), url.getPort())) {
            line.getOutputStream()
                    .write(text("PUT " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                            + url.getAuthority() + "\r\nx-ms-blob-type: BlockBlob\r\nContent-Length: " + MIB
                            + "\r\n\r\n"));
            line.getOutputStream().write(new byte[MIB / 2]);
            line.setSoLinger(true, 0);
        }
        var refused = app.commit(home, opened);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("code").asText()).isEqualTo("incomplete-content");

        assertThat(app.put(opened, new byte[MIB])).isEqualTo(201);
        app.commit(home, opened).expect(202);
        app.await(home, opened, is("delivered"));
        assertThat(app.onDrive("robin", "staged.bin")).hasSize(MIB);
    }

    private static void sendUntilCut(Socket line, byte[] chunk, AtomicLong sent) {
        try {
            while (true) {
                line.getOutputStream().write(chunk);
                sent.addAndGet(chunk.length);
            }
        } catch (IOException e) {
            // cut
        }
    }

    /** Within a few seconds, whatever hangs beside them. */
    private static void assertOthersAreAnswered() throws Exception {
        CompletableFuture.runAsync(() -> {
                    try {
                        app.client.home(home, "GET", "/status", null).expect(200);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get(15, TimeUnit.SECONDS);
    }

    private void assertNoFileCame(String name) throws Exception {
        JsonNode uploads = app.client.home(home, "GET", "/uploads", null).expect(200);
        assertThat(uploads.path("items").findValuesAsText("fileName")).doesNotContain(name);
        assertThat(onDrive()).doesNotContain(name);
    }

    private static List<String> onDrive() {
        return List.copyOf(app.relay.simulators().oneDrive().account("robin").namesIn(""));
    }

    private static void assertMemoryHolds(String how, long sent) throws Exception {
        OptionalLong now = rss();
        if (now.isEmpty()) {
            System.out.println("fault 29: no /proc here, so memory is not looked at");
            return;
        }
        System.out.printf(
                "fault 29: bodies %s: %d MiB sent, the app holds %d MiB, %d before%n",
                how, sent / MIB, now.getAsLong() / MIB, rssBefore / MIB);
        assertThat(sent).isGreaterThan(100L * MIB);
        assertThat(now.getAsLong()).isLessThan(rssBefore + MAY_GROW_BY);
    }

    /** Of the process that serves; none where the system does not tell. */
    private static OptionalLong rss() throws IOException {
        Path status = Path.of("/proc", Long.toString(app.relay.host().pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst();
    }

    private static String head(String path, String length) {
        boolean isFile = path.startsWith("files/");
        return (isFile ? "PUT" : "POST") + " /api/connections/" + home.id() + "/" + path + " HTTP/1.1\r\nHost: "
                + app.relay.url().getAuthority() + "\r\nx-home-key: " + home.homeKey() + "\r\nContent-Type: "
                + (isFile ? "application/octet-stream" : "application/json") + "\r\n" + length + "\r\n\r\n";
    }

    private Socket send(String head, byte[] body) throws IOException {
        URI url = app.relay.url();
        var line = new Socket(url.getHost(), url.getPort());
        lines.add(line);
        line.setSoTimeout(20_000);
        try {
            line.getOutputStream().write(text(head));
            line.getOutputStream().write(body);
        } catch (IOException e) {
            // refused before it was whole
        }
        return line;
    }

    /** -1 where the line was cut without an answer. */
    private static int statusOf(Socket line) {
        try {
            InputStream in = line.getInputStream();
            String start = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
            return start.length() < 12 ? -1 : Integer.parseInt(start.substring(9));
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("neither answered nor cut", e);
        } catch (IOException e) {
            return -1;
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
