package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.simulator.OneDriveAccount;
import io.driverelay.scenario.ScriptHome.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that homes send by the script: which is the same, which is gone, and what is told of the rest. */
class ScriptFilesIT {
    private static final String PERSON = "robin";
    private static RunningApp app;
    private static Linked home;

    private ScriptHome there;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(!Shell.found().isEmpty(), "no shell");
        app = new RunningApp(Map.of("DRIVE_CHECK_SCHEDULE", "0 0 0 1 1 *"));
        home = app.linked(PERSON);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void homeOfTheContainer() throws IOException {
        there = new ScriptHome(app, home, Shell.ofTheContainer());
    }

    static List<Shell> shells() throws IOException {
        return Shell.found();
    }

    private static OneDriveAccount drive() {
        return app.relay.simulators().oneDrive().account(PERSON);
    }

    private static void awaitOnDrive(String path, byte[] content) throws Exception {
        for (int i = 0; i < 2400; i++) {
            var found = drive().contentOf(path);
            if (found.isPresent() && Arrays.equals(Files.readAllBytes(found.get()), content)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(path + " did not arrive");
    }

    @Test
    void fileIsAnother_whenItIsWrittenAgainWithinASecond_orPutBackWithItsOldTime() throws Exception {
        FileTime old = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        for (String content : List.of("v1", "v2", "v1")) {
            Path file = there.file("same.txt", content.getBytes(StandardCharsets.UTF_8));
            Files.setLastModifiedTime(file, old);
            Ended ended = there.run(Map.of(), "--to", "same", "file", "same.txt");
            assertThat(ended.code()).as(ended.log()).isZero();
            awaitOnDrive("same/same.txt", content.getBytes(StandardCharsets.UTF_8));
            Thread.sleep(20); // the clock of the file system goes on by ticks
        }
    }

    @Test
    void fileIsDeletedHereOnlyWhenTheRelayHasItNow() throws Exception {
        byte[] content = {7};
        Path file = there.file("cam.jpg", content);
        assertThat(there.run(Map.of(), "file", "cam.jpg").code()).isZero();
        awaitOnDrive("cam.jpg", content);
        while (app.client.home(home, "DELETE", "/files/cam.jpg", null).status() != 200) {
            Thread.sleep(50); // the turn that delivered it is not over
        }

        Ended ended = there.run(Map.of(), "--remove", "file", "cam.jpg");
        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(file).doesNotExist();
        awaitOnDrive("cam.jpg", content);
    }

    @Test
    void whatHasNoRoomIsKept_andSentWhenThereIs() throws Exception {
        there.file("large.bin", new byte[3_000_000]);
        drive().setQuota(1 << 30, (1 << 30) - 1_000_000);
        pass("exceeded", "critical");
        Ended full = there.run(Map.of(), "file", "large.bin");
        assertThat(full.code()).as(full.log()).isEqualTo(9);
        assertThat(full.log()).contains("is refused (drive-full)");
        assertThat(there.jobs()).isEqualTo(1);

        drive().setQuota(1L << 40, 0);
        pass("normal");
        assertThat(there.run(Map.of(), "resume").code()).isZero();
        awaitOnDrive("large.bin", new byte[3_000_000]);
    }

    private static void pass(String... states) throws Exception {
        for (int i = 0; i < 200; i++) {
            app.client.call(
                    "POST",
                    "/../admin/functions/checkDrives",
                    Map.of("x-functions-key", app.relay.functionKey()),
                    "{}");
            JsonNode status = app.client.home(home, "GET", "/status", null).expect(200);
            if (List.of(states).contains(status.path("driveState").asText())) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the drive is never " + List.of(states));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void oddNamesArrive_andNoneIsPassedOverInSilence(Shell shell) throws Exception {
        there = new ScriptHome(app, home, shell);
        List<String> names = List.of("-dash.txt", "a --help b.txt", "--detach", "für.txt", "50% off.txt", "'q'.txt");
        for (String name : names) {
            there.file("odd/" + name, name.getBytes(StandardCharsets.UTF_8));
        }
        odd(
                "printf x >\"$(printf 'odd/not-utf8-\\374.txt')\"; printf x >\"$(printf 'odd/two\\nlines.txt')\"; mkdir odd/sub");
        String to = "Odd in " + shell.name();
        Ended ended = there.run(Map.of(), "--to", "/" + to + "/", "file", "odd/*");
        assertThat(ended.code()).as(ended.log()).isEqualTo(4);
        assertThat(ended.log()).contains("files with a line end in their name are left out", "is not UTF-8");
        for (String name : names) {
            awaitOnDrive(to + "/" + name, name.getBytes(StandardCharsets.UTF_8));
        }
        there.file("dq\".txt", new byte[] {1});
        assertThat(there.run(Map.of(), "file", "dq\".txt").log()).contains("holds the character \",");
        ended = there.run(Map.of(), "file", "odd/sub");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.log()).contains("odd/sub is a folder; ");
        assertThat(there.run(Map.of(), "file", "odd/none.txt").log())
                .contains("no such file or backup: " + there.folder + "/odd/none.txt");
        assertThat(there.run(Map.of(), "--fast", "file", "x").log()).contains("there is no option --fast");
    }

    private void odd(String command) throws Exception {
        int code = new ProcessBuilder("sh", "-c", command)
                .directory(there.folder.toFile())
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    /** As YAML has them. */
    @Test
    void secretsAreReadAsHomeAssistantReadsThem() throws Exception {
        Path secrets = there.folder.resolve("secrets.yaml");
        String whole = Files.readString(secrets);
        Files.writeString(
                secrets,
                "\ufeff" + whole.replaceFirst("drive_relay_url: ", "\"drive_relay_url\" : ")
                        + "drive_relay_key: 'wrong'\r\ndrive_relay_key: " + home.homeKey()
                        + " # the last one counts\r\n");
        there.file("a.txt", new byte[] {3});
        Ended ended = there.run(Map.of(), "file", "a.txt");
        assertThat(ended.code()).as(ended.log()).isZero();
        ended = there.run(Map.of(), "--from", "home-assistant", "backup", "abcd");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.log()).contains("drive_relay_home_assistant_token is missing");
    }

    /** Not sooner than the line allows; how much later, is the machine's. */
    @Test
    void uploadsKeepToTheRate() throws Exception {
        Files.writeString(
                there.folder.resolve("secrets.yaml"),
                "drive_relay_upload_rate: 1M # others are on the line, too\n",
                StandardOpenOption.APPEND);
        there.file("rate.bin", new byte[4_000_000]);
        Instant begin = Instant.now();
        Ended ended = there.run(Map.of(), "file", "rate.bin");
        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofSeconds(2));

        there.key(home.homeKey());
        Files.writeString(
                there.folder.resolve("secrets.yaml"), "drive_relay_upload_rate: fast\n", StandardOpenOption.APPEND);
        assertThat(there.run(Map.of(), "file", "rate.bin").code()).isEqualTo(2);
    }

    @Test
    void fileIsDeletedHereOnceTheRelayHasIt_alsoByAnotherRun() throws Exception {
        Path sent = there.file("media/sent.jpg", new byte[] {1});
        Path waiting = there.file("media/waiting.jpg", new byte[] {2});
        assertThat(there.run(Map.of(), "--remove", "file", "media/sent.jpg").code())
                .isZero();
        assertThat(sent).doesNotExist();

        there.key("wrong");
        assertThat(there.run(Map.of(), "--remove", "file", "media/waiting.jpg").code())
                .isEqualTo(5);
        assertThat(waiting).exists();
        there.key(home.homeKey());
        assertThat(there.run(Map.of(), "resume").code()).isZero();
        assertThat(waiting).doesNotExist();
        assertThat(there.run(Map.of(), "--remove", "backup").code()).isEqualTo(2);
    }
}
