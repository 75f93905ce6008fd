package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.local.simulator.Behaviours.Hash;
import io.driverelay.local.simulator.Behaviours.LastAnswer;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrived is compared with what was sent: the damaged is found and goes, the good stays whatever the answers look like. */
class DamageFaultsTest extends FaultyWorld {
    private static final byte[] BEFORE = bytes(10, 3);

    /** Fault 22. */
    @ParameterizedTest
    @EnumSource(Conflict.class)
    void fileThatArrivedDamagedIsSentOnceMore(Conflict conflict) {
        drive().flips.set(1);
        byte[] content = bytes(TWO_FRAGMENTS, 1);
        Upload upload = file("f.bin", content, conflict);

        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(upload).tries().mismatches()).isEqualTo(1);
        assertOnDriveOnce(content);
    }

    /** Fault 22, A4. */
    @ParameterizedTest
    @EnumSource(Conflict.class)
    void nothingDamagedStaysUnderTheName_whenItArrivedDamagedTwice(Conflict conflict) {
        if (conflict == Conflict.REPLACE) {
            file("f.bin", BEFORE, conflict);
            home.serveTickets();
        }
        drive().flips.set(2);
        Upload upload = file("f.bin", bytes(TWO_FRAGMENTS, 1), conflict);

        home.serveUntilQuiet(LONG);

        Upload failed = assertFailed(upload, Reason.VERIFICATION);
        assertThat(home.account().contentOf("f.bin")).isEmpty();
        assertThat(home.staging.content(failed.staged().blob())).isPresent();
        home.retry.retry(home.connectionId, upload.id());
        home.serveUntilQuiet(LONG);
        assertDelivered(upload);
    }

    /** Fault 22: the answer that would tell it is lost as well. */
    @ParameterizedTest
    @EnumSource(Conflict.class)
    void damageIsFound_thoughTheLastAnswerWasLost(Conflict conflict) {
        drive().flips.set(1);
        drive().lostLastAnswers.set(1);
        byte[] content = bytes(1000, 1);
        Upload upload = file("f.bin", content, conflict);

        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(upload).tries().mismatches()).isEqualTo(1);
        assertOnDriveOnce(content);
    }

    /** C2. */
    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void oneMismatchIsCountedOnce_whenTheDeletionFailsAtFirst(int status) {
        drive().flips.set(1);
        drive().deletions.next(1, status, "serviceNotAvailable");
        byte[] content = bytes(1000, 1);
        Upload upload = file("f.bin", content, Conflict.FAIL);

        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(upload).tries().mismatches()).isEqualTo(1);
        assertOnDriveOnce(content);
    }

    /** B2: an eTag that moves on once is ordinary. */
    @Test
    void damagedFileIsRemovedInItsNewVersion_whenItChangedMeanwhile() {
        drive().flips.set(1);
        drive().deletions.next(1, 412, "resourceModified");
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);

        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(upload).tries().mismatches()).isEqualTo(1);
    }

    /** B2. */
    @Test
    void uploadEndsAndSaysWhatStays_whenTheDamagedFileCannotBeRemoved() {
        drive().flips.set(1);
        drive().deletions.always(412, "resourceModified");
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);

        home.serveUntilQuiet(LONG);

        Upload failed = assertFailed(upload, Reason.VERIFICATION);
        assertThat(failed.standing().detail()).contains("could not be removed");
        assertThat(failed.tries().mismatches()).isEqualTo(1);
        assertThat(home.account().bytesReceived()).isEqualTo(1000);
    }

    /** P16. */
    @ParameterizedTest
    @EnumSource(Hash.class)
    void hashThatIsLateOrOddDeletesNothing(Hash hash) {
        drive().hash = hash;
        byte[] content = bytes(1000, 1);
        Upload upload = file("f.bin", content, Conflict.FAIL);

        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(upload).tries().mismatches()).isZero();
        boolean told = List.of(Hash.RIGHT, Hash.HEX).contains(hash);
        assertThat(home.find(upload).item().verifiedBy())
                .isIn(told ? List.of("quickXorHash") : List.of("quickXorHash", "size"));
        assertThat(home.account().bytesReceived()).isEqualTo(1000);
        assertThat(callsMatching(0, "DELETE .*")).isZero();
    }

    /** A3. */
    @ParameterizedTest
    @EnumSource(LastAnswer.class)
    void goodFileStays_whateverTheLastAnswerLooksLike(LastAnswer answer) {
        for (Conflict conflict : Conflict.values()) {
            drive().lastAnswer = answer;
            long received = home.account().bytesReceived();
            int mark = home.account().calls().size();
            byte[] content = bytes(1000, conflict == Conflict.FAIL ? 1 : 2);
            Upload upload = file("f" + conflict + ".bin", content, conflict);

            home.serveUntilQuiet(LONG);

            assertThat(assertDelivered(upload).tries().mismatches()).isZero();
            assertThat(home.onDrive("f" + conflict + ".bin")).isEqualTo(content);
            assertThat(callsMatching(mark, "DELETE .*")).isZero();
            assertThat(home.account().bytesReceived() - received).isEqualTo(1000);
        }
    }
}
