package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.NewFile;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that may take another name: each is there once, whatever happens, and none is replaced. */
class RenameTest extends FaultyWorld {
    private static final byte[] THEIRS = bytes(10, 9);

    @Test
    void fileTakesTheNextName_whereItsOwnIsTaken_andSaysSo() {
        lies("cam/photo.jpg");
        Upload upload = file("cam/photo.jpg", CONTENT, Conflict.RENAME);
        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.find(upload).item().name()).isEqualTo("photo 1.jpg");
        assertThat(home.find(upload).order().askedName()).isEqualTo("photo.jpg");
        assertThat(home.onDrive("cam/photo.jpg")).isEqualTo(THEIRS);
        assertThat(home.onDrive("cam/photo 1.jpg")).isEqualTo(CONTENT);
    }

    @Test
    void fileKeepsItsName_whereThatIsFree() {
        Upload upload = file("cam/photo.jpg", bytes(5, 1), Conflict.RENAME);
        home.serveUntilQuiet(LONG);

        assertThat(home.find(upload).item().name()).isEqualTo("photo.jpg");
    }

    @Test
    void manyOfOneNameArriveEachUnderItsOwn() {
        lies("cam/photo.jpg");
        List<Upload> all = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            all.add(file("cam/photo.jpg", bytes(100 + n, n), Conflict.RENAME));
        }
        home.serveUntilQuiet(LONG);

        all.forEach(this::assertDelivered);
        assertThat(all.stream().map(home::find).map(upload -> upload.item().name()))
                .doesNotHaveDuplicates();
        assertThat(home.account().namesIn("cam")).hasSize(21);
        IntStream.range(0, 20)
                .forEach(n -> assertThat(home.onDrive(
                                "cam/" + home.find(all.get(n)).item().name()))
                        .isEqualTo(bytes(100 + n, n)));
    }

    /** Its last answer is lost: what lies there is known to be this upload's, and is not sent once more. */
    @Test
    void fileIsThereOnce_thoughItsLastAnswerWasLost() {
        lies("cam/photo.jpg");
        Upload upload = file("cam/photo.jpg", CONTENT, Conflict.RENAME);
        drive().lostLastAnswers.set(1);
        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.account().namesIn("cam")).containsExactlyInAnyOrder("photo.jpg", "photo 1.jpg");
    }

    /** Between its turns its name is taken by somebody else, at the last moment. */
    @Test
    void nameThatIsTakenWhileItIsSentIsLeftToWhoeverTookIt() {
        Upload upload = file("photo.jpg", CONTENT, Conflict.RENAME);
        leaveInMidSession(upload);
        String root = calls().appFolder().id();
        calls().put(new NewFile(root, "photo.jpg", THEIRS.length, false, home.clock.instant()), THEIRS);
        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.onDrive("photo.jpg")).isEqualTo(THEIRS);
        assertThat(home.onDrive("photo 1.jpg")).isEqualTo(CONTENT);
        assertThat(home.account().namesIn("")).hasSize(3);
    }

    /** As everywhere: equal bytes that lie there count as delivered. */
    @Test
    void equalFileIsNotSentAgain() {
        lies("cam/photo.jpg");
        Upload upload = file("cam/photo.jpg", THEIRS, Conflict.RENAME);
        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(home.account().namesIn("cam")).containsExactly("photo.jpg");
    }

    private void lies(String path) {
        assertDelivered(served(file(path, THEIRS, Conflict.FAIL)));
    }

    private Upload served(Upload upload) {
        home.serveUntilQuiet(LONG);
        return upload;
    }
}
