package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.backup.DeleteFiles;
import io.driverelay.backup.FileDeletion;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several files that one call deletes. */
class DeleteFilesTest extends FaultyWorld {
    @RegisterExtension
    final Trail trail = new Trail();

    private final TestShelf shelf = new TestShelf(home);

    @Test
    void severalAreDeletedByOneCall_eachOnce_howeverItIsWritten() {
        laid("a.jpg", "b.jpg", "c.jpg");
        int mark = home.account().calls().size();

        assertThat(delete("a.jpg", "nothing.jpg", "B.JPG", "b.jpg", "a.jpg"))
                .containsExactly("RECYCLE_BIN", "nothing", "RECYCLE_BIN", "RECYCLE_BIN", "RECYCLE_BIN");

        assertThat(shelf.names()).containsExactly("c.jpg");
        assertThat(trail.of("file-deleted")).hasSize(2);
        assertThat(home.account().callsSince(mark))
                .as("app folder, folder, three looks, two deletions")
                .hasSize(7);
    }

    @Test
    void eachHasItsOwnEnding() {
        file("Snapshots/theirs.jpg", bytes(10, 1), Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        moveToAnotherHomeOfTheSameDrive();
        Upload upload = backup("n.tar", CONTENT, Conflict.FAIL, TestShelf.json("n", TestShelf.date(1)));
        leaveInMidSession(upload);
        laid("n.tar", "a.jpg", "b.jpg");
        String broken = home.account().idOf(home.backupPath("b.jpg")).replaceAll(".*!", "");
        answerNext(1, "DELETE", "/items/.*" + broken, 500, "generalException");
        String own = home.connection().folder().name();

        assertThat(deleteAll(
                        own + "/a.jpg",
                        own + "/b.jpg",
                        own + "/n.tar",
                        own,
                        "Snapshots/theirs.jpg",
                        own + "/none/at/all.jpg"))
                .containsExactly(
                        "RECYCLE_BIN", "UNREACHABLE", "WRONG_STATE", "INVALID_DESTINATION", "SCOPE_MISSING", "nothing");
        assertThat(shelf.names()).containsExactlyInAnyOrder("n.tar", "b.jpg");
        assertThat(home.account().namesIn("Snapshots")).containsExactly("theirs.jpg");
        assertThat(delete("a.jpg", "b.jpg")).containsExactly("nothing", "RECYCLE_BIN");
    }

    @Test
    void allStay_whenTheDriveDeletesNone() {
        laid("a.jpg", "b.jpg");
        drive().deletions.always(500, "generalException");

        assertThat(delete("a.jpg", "b.jpg")).containsExactly("UNREACHABLE", "UNREACHABLE");
        assertThat(shelf.names()).hasSize(2);
        assertThat(trail.of("file-deleted")).isEmpty();
    }

    @Test
    void callFailsAsAWhole_whenTheAppFolderCannotBeRead() {
        laid("a.jpg");
        answerNext(1, "GET", "special/approot", 500, "generalException");

        DriveFault fault = catchThrowableOfType(DriveFault.class, () -> delete("a.jpg"));
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(shelf.names()).containsExactly("a.jpg");
    }

    @Test
    void driveThatAsksToBeLeftAloneIs_andItsWishIsKept() {
        String[] names =
                laid(IntStream.range(0, 40).mapToObj(n -> "f" + n + ".jpg").toArray(String[]::new));
        home.simulators
                .faults()
                .answerNext(
                        1,
                        "GET",
                        home.connection().folder().id().replaceAll(".*!", "") + ":/f",
                        429,
                        Map.of("Retry-After", "60"),
                        "");
        int mark = home.account().calls().size();

        assertThat(delete(names)).containsOnly("THROTTLED");
        assertThat(home.account().callsSince(mark))
                .as("app folder, folder, and one file")
                .hasSize(3);
        assertThat(shelf.names()).hasSize(40);
        DriveFault paused = catchThrowableOfType(DriveFault.class, () -> delete("f0.jpg"));
        assertThat(paused.kind()).isEqualTo(Kind.THROTTLED);

        home.clock.move(Duration.ofSeconds(61));
        assertThat(delete(names)).containsOnly("RECYCLE_BIN");
    }

    @Test
    void whoeverWaitsForManyOnASlowDriveHasAnAnswer_andTheRestIsNotTried() {
        String[] names =
                laid(IntStream.range(0, 30).mapToObj(n -> "f" + n + ".jpg").toArray(String[]::new));
        var slow = new ReadyDrives(
                id -> Interposed.before(Drive.class, home.connected.of(id), (method, arguments, call) -> {
                    Object answer = call.made();
                    home.clock.move(method.equals("delete") ? Duration.ofSeconds(1) : Duration.ZERO);
                    return answer;
                }),
                home.pauses,
                home.clock);
        var delete = new DeleteFiles(slow, home.connections, home.moving, home.clock);

        List<String> endings = endings(delete, inFolder(names));
        assertThat(endings).startsWith("RECYCLE_BIN").endsWith("TOO_SLOW");
        assertThat(shelf.names())
                .hasSize((int) endings.stream().filter("TOO_SLOW"::equals).count());
    }

    private String[] laid(String... names) {
        for (String name : names) {
            shelf.put(name, "j");
        }
        return names;
    }

    private List<String> delete(String... names) {
        return endings(shelf.deleteFiles, inFolder(names));
    }

    private List<String> deleteAll(String... paths) {
        return endings(shelf.deleteFiles, List.of(paths));
    }

    private List<String> inFolder(String... names) {
        return Stream.of(names).map(home::backupPath).toList();
    }

    private List<String> endings(DeleteFiles delete, List<String> paths) {
        return delete
                .deleteAll(
                        home.connection(),
                        paths.stream().map(Destination::ofPath).toList())
                .stream()
                .map(DeleteFilesTest::word)
                .toList();
    }

    private static String word(FileDeletion ending) {
        if (ending instanceof FileDeletion.Done done) {
            return done.where().map(Deletion::name).orElse("nothing");
        }
        RuntimeException why = ((FileDeletion.NotDone) ending).why();
        return why instanceof Refused refused
                ? refused.code().name()
                : ((DriveFault) why).kind().name();
    }
}
