package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.scenario.ScriptHome.Ended;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The upload script that homes get, in the shells that they have, by the real curl, against the packaged app. */
class UploadScriptIT {
    private static final String PERSON = "robin";
    private static final byte[] THREE_BLOCKS = content(20_000_000);
    private static RunningApp app;
    private static Linked home;
    private static CuttableLine line;

    private ScriptHome there;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(!Shell.found().isEmpty(), "no shell");
        app = new RunningApp(Map.of("STAGING_URL_VALID", "PT8S"));
        home = app.linked(PERSON);
        line = new CuttableLine();
    }

    @AfterAll
    static void stop() throws Exception {
        line.close();
        app.close();
    }

    @BeforeEach
    void homeOfTheContainer() throws IOException {
        there = new ScriptHome(app, home, Shell.ofTheContainer());
        line.cut(request -> CuttableLine.ALL);
        line.passed().clear();
    }

    static List<Shell> shells() throws IOException {
        return Shell.found();
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Map<String, String> byTheLine() {
        return Map.of("http_proxy", line.address());
    }

    private static boolean isBlock(String request) {
        return request.contains("comp=block&");
    }

    private static void assertArrived(String path, byte[] content) throws Exception {
        for (int i = 0; i < 2400; i++) {
            var uploads =
                    app.client.home(home, "GET", "/uploads?limit=100", null).expect(200);
            for (JsonNode upload : uploads.path("items")) {
                String folder = upload.path("destinationFolder").asText();
                String name = upload.path("fileName").asText();
                boolean isIt = path.equals(folder.isEmpty() ? name : folder + "/" + name);
                if (isIt && upload.path("state").asText().equals("delivered")) {
                    assertThat(app.onDrive(PERSON, path)).isEqualTo(content);
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(path + " did not arrive");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void filesArriveBelowTheFixedPartOfTheirPattern_inEveryShell(Shell shell) throws Exception {
        there = new ScriptHome(app, home, shell);
        there.file("media/cam/a/b/deep.jpg", THREE_BLOCKS);
        there.file("media/cam/a $1 & 'b'.jpg", content(5));
        there.file("media/cam/empty.jpg", new byte[0]);
        there.file("media/cam/.hidden.jpg", content(6));
        there.file("media/cam/a/other.png", content(7));
        there.file("media/cam/[x].jpg", content(8));
        String to = "Snapshots of " + shell.name();
        Ended ended = there.run(Map.of(), "--to", to, "file", "media/**/*.jpg", there.folder + "/media/cam/[x].jpg");

        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(there.jobs()).isZero();
        assertArrived(to + "/cam/a/b/deep.jpg", THREE_BLOCKS);
        assertArrived(to + "/cam/a $1 & 'b'.jpg", content(5));
        assertArrived(to + "/cam/empty.jpg", new byte[0]);
        assertArrived(to + "/[x].jpg", content(8));
        assertThat(ended.log()).doesNotContain("hidden", "other.png");
        assertThat(there.run(Map.of(), "--to", to, "file", "media/**/deep.jpg").log())
                .contains("deep.jpg: the relay has it already");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void connectionsThatBreakInMidBlockCostThatBlockAlone(Shell shell) throws Exception {
        there = new ScriptHome(app, home, shell);
        there.file("cut.bin", THREE_BLOCKS);
        var blocks = new AtomicInteger();
        var calls = new AtomicInteger();
        line.cut(request -> isBlock(request)
                ? blocks.getAndIncrement() % 2 == 0 ? 3_000_000 : CuttableLine.ALL
                : calls.getAndIncrement() % 2 == 0 ? 0 : CuttableLine.ALL);
        Ended ended = there.run(byTheLine(), "--to", shell.name(), "file", "cut.bin");

        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(line.passed().stream().filter(UploadScriptIT::isBlock)).hasSize(3);
        assertThat(ended.log())
                .contains("staging does not answer; again in 2 s", "the relay does not answer; again in");
        assertArrived(shell.name() + "/cut.bin", THREE_BLOCKS);
    }

    @Test
    void relayThatIsAwayForAnHourIsWaitedFor() throws Exception {
        there.file("patient.bin", content(100));
        Pattern pause = Pattern.compile("again in (\\d+) s");
        line.cut(request -> pauses(pause) < 3600 ? 0 : CuttableLine.ALL);
        Ended ended = there.run(byTheLine(), "file", "patient.bin");

        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(pauses(pause)).isBetween(3600L, 4000L);
        assertArrived("patient.bin", content(100));
    }

    private long pauses(Pattern pause) throws IOException {
        return pause.matcher(there.log())
                .results()
                .mapToLong(one -> Long.parseLong(one.group(1)))
                .sum();
    }

    @Test
    void relayThatStaysAwayEndsIt_andResumeGoesOn() throws Exception {
        there.file("later.bin", content(100));
        line.cut(request -> 0);
        Ended ended = there.run(
                Map.of("http_proxy", line.address(), "DRIVE_RELAY_PATIENCE", "60"),
                "--to",
                "Later",
                "file",
                "later.bin");
        assertThat(ended.code()).isEqualTo(7);
        assertThat(there.jobs()).isOne();

        assertThat(there.run(Map.of(), "resume").code()).isZero();
        assertThat(there.jobs()).isZero();
        assertArrived("Later/later.bin", content(100));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void rebootInMidUploadSendsNoBlockTwice(Shell shell) throws Exception {
        there = new ScriptHome(app, home, shell);
        there.file("rebooted.bin", THREE_BLOCKS);
        Process process = startedUntilTheThirdBlock("--to", "Rebooted in " + shell.name(), "file", "rebooted.bin");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        assertThat(there.jobs()).isOne();

        line.cut(request -> CuttableLine.ALL);
        Ended ended = there.run(byTheLine(), "resume");
        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(ended.log()).contains("rebooted.bin: going on with upload");
        assertThat(line.passed().stream().filter(UploadScriptIT::isBlock)).hasSize(3);
        assertArrived("Rebooted in " + shell.name() + "/rebooted.bin", THREE_BLOCKS);
    }

    /** Two blocks have passed, and the third is held back until the process ends or the line is free. */
    private Process startedUntilTheThirdBlock(String... words) throws Exception {
        var third = new CountDownLatch(1);
        line.cut(request -> {
            if (isBlock(request) && request.contains("blockid=MDAwMDAy")) {
                third.countDown();
                return 0;
            }
            return CuttableLine.ALL;
        });
        Process process = there.start(Map.of("http_proxy", line.address(), "DRIVE_RELAY_SECOND", "0.02"), words);
        assertThat(third.await(60, TimeUnit.SECONDS)).as(there.log()).isTrue();
        return process;
    }

    @Test
    void expiredUrlIsReplaced() throws Exception {
        there.file("expired.bin", THREE_BLOCKS);
        Process process = startedUntilTheThirdBlock("file", "expired.bin");
        Thread.sleep(8_500);
        line.cut(request -> CuttableLine.ALL);

        assertThat(process.waitFor()).isZero();
        assertThat(there.log()).contains("the staging URL is over");
        assertArrived("expired.bin", THREE_BLOCKS);
    }

    @Test
    void revokedKeyEndsIt_andResumeGoesOnWithAnother() throws Exception {
        JsonNode made = app.client
                .operator("POST", "/connections/" + home.id() + "/keys", "{\"scopes\":[]}")
                .expect(201);
        there.key(made.path("homeKey").asText());
        there.file("revoked.bin", THREE_BLOCKS);
        Process process = startedUntilTheThirdBlock("file", "revoked.bin");
        app.client
                .operator(
                        "DELETE",
                        "/connections/" + home.id() + "/keys/" + made.path("id").asText(),
                        null)
                .expect(204);
        line.cut(request -> CuttableLine.ALL);
        assertThat(process.waitFor()).isEqualTo(5);
        assertThat(there.log()).contains("the relay does not take the key; put another as drive_relay_key into");

        there.key(home.homeKey());
        assertThat(there.run(Map.of(), "resume").code()).isZero();
        assertArrived("revoked.bin", THREE_BLOCKS);
    }

    @Test
    void secondRunOfTheSameFileIsTurnedAway() throws Exception {
        there.file("once.bin", THREE_BLOCKS);
        Process process = startedUntilTheThirdBlock("file", "once.bin");
        assertThat(there.run(Map.of(), "file", "once.bin").code()).isEqualTo(8);
        line.cut(request -> CuttableLine.ALL);
        assertThat(process.waitFor()).isZero();
    }
}
