package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.homeassistant.Tars;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.scenario.ScriptHome.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the upload script takes backups from, what it tells, and what it keeps to itself. */
class ScriptSourcesIT {
    private static RunningApp app;
    private static Linked home;

    private ScriptHome there;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(!Shell.found().isEmpty(), "no shell");
        app = new RunningApp(Map.of());
        home = app.linked("robin");
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

    private static byte[] backup(String slug, boolean bySupervisor) {
        String json = Tars.supervisorJson(slug, "Backup " + slug);
        return bySupervisor ? Tars.supervisor(json, true) : Tars.core(json, true);
    }

    private static void assertBackup(String slug, byte[] tar) throws Exception {
        for (int i = 0; i < 2400; i++) {
            for (JsonNode one :
                    app.client.home(home, "GET", "/backups", null).expect(200).path("items")) {
                if (one.path("backup_id").asText().equals(slug)) {
                    assertThat(one.path("size").asInt()).isEqualTo(tar.length);
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(slug + " did not arrive");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void backupIsTheNewestOfTheFolder_orThatOfTheId(Shell shell) throws Exception {
        there = new ScriptHome(app, home, shell);
        String mark = Integer.toHexString(shell.name().hashCode());
        byte[] older = backup("a1" + mark, false);
        byte[] newer = backup("b2" + mark, false);
        Path first = there.file("backups/Older one.tar", older);
        Files.setLastModifiedTime(first, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        there.file("backups/Newer one.tar", newer);

        Ended ended = there.run(Map.of(), "backup");
        assertThat(ended.code()).as(ended.log()).isZero();
        assertBackup("b2" + mark, newer);
        ended = there.run(Map.of(), "backup", "a1" + mark);
        assertThat(ended.code()).as(ended.log()).isZero();
        assertBackup("a1" + mark, older);
        assertThat(there.run(Map.of(), "backup", "nosuch").code()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void supervisorGivesItsBackupByRanges(Shell shell) throws Exception {
        there = new ScriptHome(app, home, shell);
        String mark = Integer.toHexString(shell.name().hashCode());
        byte[] newest = backup("5a" + mark, true);
        byte[] other = backup("6b" + mark, true);
        try (var supervisor = new SupervisorSimulator()) {
            supervisor.hold("5a" + mark, newest);
            supervisor.hold("6b" + mark, other);
            Ended ended = there.run(supervisor.environment(), "backup");
            assertThat(ended.code()).as(ended.log()).isZero();
            assertBackup("5a" + mark, newest);
            assertThat(supervisor.ranges()).contains("bytes=0-0", "bytes=0-" + (newest.length - 1));

            ended = there.run(supervisor.environment(), "backup", "6b" + mark);
            assertThat(ended.code()).as(ended.log()).isZero();
            assertBackup("6b" + mark, other);
            assertThat(there.run(supervisor.environment(), "backup", "nosuch").code())
                    .isEqualTo(3);
            assertThat(ended.log())
                    .contains("backup 6b" + mark + ": handed over")
                    .doesNotContain("supervisor-token");
        }
    }

    @Test
    void everyEndHasItsCode_andALineThatSaysWhatToDo() throws Exception {
        assertThat(there.run(Map.of(), "file").code()).isEqualTo(2);
        assertThat(there.run(Map.of(), "fetch").code()).isEqualTo(2);
        assertThat(there.output()).contains("drive_relay.sh [OPTION]... file PATTERN...");
        assertThat(there.run(Map.of(), "file", "no/such.*").code()).isEqualTo(3);
        there.file("a:b.txt", new byte[3]);
        Ended refused = there.run(Map.of(), "file", "a:b.txt");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.log()).contains("is refused (invalid-destination): the name \"a:b.txt\" holds");
        there.file("backups/none.tar", new byte[20_000]);
        assertThat(there.run(Map.of(), "backup").log()).contains("is refused (not-a-backup)");
        Files.writeString(there.folder.resolve("secrets.yaml"), "drive_relay_url: nonsense\n");
        assertThat(there.run(Map.of(), "resume").code()).isEqualTo(2);
        assertThat(there.jobs()).isZero();
    }

    @Test
    void runThatDetachesGoesOnWithoutItsCaller_andKeysAreSeenByNobody() throws Exception {
        there.file("big.bin", new byte[60_000_000]);
        Process caller = there.start(Map.of(), "--detach", "--to", "Detached", "file", "big.bin");
        assertThat(caller.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(caller.exitValue()).isZero();

        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3000 && !there.log().contains("handed over"); i++) {
            ProcessHandle.allProcesses()
                    .map(one -> one.info().commandLine().orElse(""))
                    .filter(words -> words.contains("curl") || words.contains("drive_relay"))
                    .forEach(seen::add);
            Thread.sleep(2);
        }
        assertThat(there.log()).contains("big.bin: handed over").doesNotContain(home.homeKey(), "sig=");
        assertThat(seen).anyMatch(words -> words.contains("curl"));
        assertThat(seen).noneMatch(words -> words.contains(home.homeKey()) || words.contains("sig="));
        try (var left = Files.list(there.folder.resolve("drive_relay"))) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("drive_relay.log");
        }
        assertThat(Files.getPosixFilePermissions(there.folder.resolve("drive_relay/drive_relay.log")))
                .hasSize(2);
    }

    @Test
    void fullDiskCostsTheWayBackAlone() throws Exception {
        there.file("free me.bin", new byte[9_000_000]);
        Files.createDirectory(there.folder.resolve("drive_relay"));
        String full =
                "mount -t tmpfs -o size=4k,nr_inodes=3 tmpfs drive_relay && { cat /dev/zero > drive_relay/filler; exec \"$@\"; }";
        List<String> unshared = List.of("unshare", "--map-root-user", "--mount", "sh", "-c", full, "sh");
        assumeTrue(mayMount(), "skipped: a full disk, which needs a mount of its own");
        Process process = there.start(unshared, Map.of(), "--to", "Full", "file", "free me.bin");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(there.output()).contains("cannot be written: a reboot would lose this", "handed over as upload");
        assertThat(process.exitValue()).isZero();
    }

    private static boolean mayMount() throws Exception {
        return new ProcessBuilder("unshare", "--map-root-user", "--mount", "true")
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void fileThatChangesWhileItIsSentIsDropped() throws Exception {
        Path file = there.file("growing.bin", "early".getBytes(StandardCharsets.UTF_8));
        try (var line = new CuttableLine()) {
            line.cut(request -> {
                if (request.contains("comp=block&")) {
                    Files.writeString(file, "later and longer");
                }
                return CuttableLine.ALL;
            });
            Ended ended = there.run(Map.of("http_proxy", line.address()), "file", "growing.bin");
            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.log()).contains("growing.bin: it changed or went while it was sent");
            assertThat(there.jobs()).isZero();
        }
    }
}
