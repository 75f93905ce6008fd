package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClientBuilder;
import io.driverelay.local.simulator.Behaviours.Hash;
import io.driverelay.relay.RelayUpload;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Tries;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancel, or a removal of the connection: nothing is sent for it, and what arrived is not called cancelled. */
class CancelFaultsTest extends FaultyWorld {
    @Test
    void nothingStaysOnTheDrive_whenTheUploadIsCancelledInMidSession() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);

        cancelWithoutSending(upload);

        assertCancelled(upload);
        assertThat(home.account().openSessions()).isZero();
        assertThat(home.account().contentOf("f.bin")).isEmpty();
    }

    /** C12: the turn that is at it notices with its next write, a fragment later at most. */
    @Test
    void turnStops_whenTheCancelComesMeanwhile() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        answerNext(1, "PUT", sessions(), 503, "serviceNotAvailable");
        RelayUpload turn = relay(
                stations(home.uploads, home.staging),
                (howLong, cutoff) -> home.cancel.cancel(home.connectionId, upload.id(), true),
                FIRST_FRAGMENT);

        home.tickets.serveOne(turn::relay);

        assertCancelled(upload);
        assertThat(home.account().bytesReceived()).isLessThanOrEqualTo(FIRST_FRAGMENT);
        assertThat(home.account().openSessions()).isZero();
    }

    /** C12. */
    @ParameterizedTest
    @EnumSource(
            value = Hash.class,
            names = {"RIGHT", "NONE"})
    void fileThatArrivedIsDelivered_thoughItsUploadWasCancelled(Hash hash) {
        drive().hash = hash;
        Upload upload = killedAfterTheLastFragment(Conflict.FAIL);

        cancelWithoutSending(upload);

        assertArrived(upload);
    }

    /** C12: a refusal that passes looks like a path that leads through a file. */
    @Test
    void fileThatArrivedInAFolderIsDelivered_thoughItsPathIsRefusedOnceWhenItIsLookedFor() {
        home.simulators.faults().loseNext(1, "PUT", "f.bin");
        Upload upload = file("x/y/f.bin", new byte[0], Conflict.FAIL);
        serveUntilKilled();
        answerNext(1, "GET", "x/y", 400, "invalidRequest");

        cancelWithoutSending(upload);

        assertDelivered(upload);
    }

    /** C12: as long as the drive cannot be asked nothing is said. */
    @Test
    void cancelWaits_whileNobodyCanTellWhetherTheFileArrived() {
        Upload upload = killedAfterTheLastFragment(Conflict.FAIL);
        drive().everything.always(503, "html");
        home.cancel.cancel(home.connectionId, upload.id(), true);
        home.passTime(Duration.ofHours(2));

        assertThat(home.find(upload).isEnded()).isFalse();
        assertThat(home.find(upload).standing().cancelRequested()).isTrue();
        drive().everything.end();
        home.serveUntilQuiet(LONG);
        assertArrived(upload);
    }

    /** C12: a file of zero bytes has no session. */
    @Test
    void emptyFileThatArrivedIsDelivered_thoughItsUploadWasCancelled() {
        home.simulators.faults().loseNext(1, "PUT", "f.bin");
        Upload upload = file("f.bin", new byte[0], Conflict.FAIL);
        serveUntilKilled();

        cancelWithoutSending(upload);

        assertDelivered(upload);
    }

    /** C3: the owner made room by deleting the very file. */
    @Test
    void fileThatItsOwnerDeletedIsNotSentAgainForACancel() {
        Upload upload = waitingWithoutItsMetadata();
        deleteOnDrive(home.backupPath("b.tar"));

        cancelWithoutSending(upload);

        assertCancelled(upload);
        assertThat(home.account().namesIn(home.connection().folder().name())).isEmpty();
    }

    /** C3: what is there and right is made complete. */
    @Test
    void backupThatIsThereIsCompletedForACancel() {
        Upload upload = waitingWithoutItsMetadata();

        cancelWithoutSending(upload);

        assertDelivered(upload);
        assertThat(home.account().namesIn(home.connection().folder().name()))
                .containsExactlyInAnyOrder("b.tar", "b.metadata.json");
    }

    /** C3: the damaged goes, and nothing is sent in its place. */
    @ParameterizedTest
    @EnumSource(Conflict.class)
    void damagedFileIsRemovedForACancel(Conflict conflict) {
        drive().flips.set(1);
        Upload upload = killedAfterTheLastFragment(conflict);

        cancelWithoutSending(upload);

        assertCancelled(upload);
        assertThat(home.account().contentOf("f.bin")).isEmpty();
    }

    /** C17: for looking no folder is made. */
    @Test
    void folderThatIsGoneIsNotMadeAgainForACancel() {
        drive().lostLastAnswers.set(1);
        Upload upload = backup("b.tar", bytes(1000, 1), Conflict.FAIL, "{}");
        serveUntilKilled();
        deleteOnDrive(home.connection().folder().name());

        cancelWithoutSending(upload);

        assertCancelled(upload);
        assertThat(home.account().namesIn("")).isEmpty();
    }

    /** B1: the claim of a dead turn is live still when the connection goes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void uploadOfADeadTurnEndsInWords_whenItsConnectionIsRemoved(boolean inItsLastFragment) {
        (inItsLastFragment ? drive().lostLastAnswers : drive().lostAnswers).set(1);
        Upload upload = file("f.bin", inItsLastFragment ? bytes(1000, 1) : CONTENT, Conflict.FAIL);
        serveUntilKilled();

        home.remove.remove(home.connectionId);
        home.serveUntilQuiet(LONG);

        if (inItsLastFragment) {
            assertThat(assertFailed(upload, Reason.CONNECTION_REMOVED)
                            .standing()
                            .detail())
                    .contains("may have arrived");
        } else {
            assertCancelled(upload);
        }
        assertThat(home.tickets.poison()).isEmpty();
    }

    /** B1, C15: whatever they are at. */
    @Test
    void removalOfAConnectionEndsAllItsUploads() {
        Upload complete = waitingWithoutItsMetadata();
        Upload inSession = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(inSession);
        Upload queued = file("q.bin", bytes(10, 2), Conflict.FAIL);
        Upload awaiting = home.open
                .open(home.connection(), home.key, home.file("a.bin", 10, Conflict.FAIL), Optional.empty())
                .upload();
        long received = home.account().bytesReceived();

        home.remove.remove(home.connectionId);
        home.serveUntilQuiet(LONG);

        List.of(inSession, queued, awaiting).forEach(this::assertCancelled);
        assertFailed(complete, Reason.CONNECTION_REMOVED);
        assertThat(home.account().bytesReceived()).isEqualTo(received);
    }

    /** L1. */
    @Test
    void uploadThatEndsOutsideATurnKeepsNoUploadUrl_andItsSessionIsEnded() {
        Upload fruitless = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(fruitless);
        var read = home.uploads.find(home.connectionId, fruitless.id()).orElseThrow();
        String url = read.value().checkpoint().session().uploadUrl();
        home.uploads.replace(read.with(u ->
                u.with(new Tries(10, 0, 0, 0, 0, 0, null)).with(u.standing().queued(home.clock.instant()))));
        assertThat(home.account().openSessions()).isEqualTo(1);
        home.relay.relay(new Ticket(fruitless.id(), home.connectionId, null));

        assertFailed(fruitless, Reason.FRUITLESS);
        assertThat(home.account().openSessions()).isZero();
        assertThat(rawRecords()).doesNotContain(url);
        Upload waited = file("g.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(waited);
        String other = home.find(waited).checkpoint().session().uploadUrl();
        home.tickets.clear();
        home.clock.move(Duration.ofDays(31));
        home.upkeep.pass();

        assertFailed(waited, Reason.WAITED_TOO_LONG);
        assertThat(home.account().calls())
                .contains("DELETE " + URI.create(other).getRawPath());
        assertThat(rawRecords()).doesNotContain(other).doesNotContain("uploadUrl");
    }

    private String rawRecords() {
        var records = new BlobServiceClientBuilder()
                .connectionString(home.connectionString)
                .buildClient()
                .getBlobContainerClient("uploads");
        return records.listBlobs().stream()
                .map(blob ->
                        records.getBlobClient(blob.getName()).downloadContent().toString())
                .collect(Collectors.joining());
    }

    /** C9. */
    @Test
    void noSessionStaysInTheRecordOfAnEndedUpload_andARetryBeginsWithoutALostOne() {
        Upload cancelled = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(cancelled);
        cancelWithoutSending(cancelled);
        Upload waited = file("g.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(waited);
        home.tickets.clear();
        home.clock.move(Duration.ofDays(31));
        home.upkeep.pass();
        assertFailed(waited, Reason.WAITED_TOO_LONG);

        for (Upload ended : List.of(cancelled, waited)) {
            assertThat(home.find(ended).checkpoint().session()).isNull();
        }
        home.retry.retry(home.connectionId, waited.id());
        home.serveUntilQuiet(LONG);
        assertThat(assertDelivered(waited).tries().sessionsLost()).isZero();
        assertThat(home.find(waited).checkpoint().session()).isNull();
    }

    /** All bytes are on the drive, and nobody knows. */
    private Upload killedAfterTheLastFragment(Conflict conflict) {
        Upload upload = file("f.bin", CONTENT, conflict);
        leaveInMidSession(upload);
        drive().lostLastAnswers.set(1);
        home.clock.move(Duration.ofMinutes(5));
        serveUntilKilled();
        return upload;
    }

    private Upload waitingWithoutItsMetadata() {
        answerNext(1, "PUT", "metadata.json", 507, "insufficientStorage");
        Upload upload = backup("b.tar", bytes(1000, 1), Conflict.FAIL, "{}");
        home.serveTickets();
        assertThat(assertWaits(upload, Reason.SPACE).item()).isNotNull();
        return upload;
    }

    private void cancelWithoutSending(Upload upload) {
        long received = home.account().bytesReceived();
        home.cancel.cancel(home.connectionId, upload.id(), true);
        home.serveUntilQuiet(LONG);
        assertThat(home.account().bytesReceived()).isEqualTo(received);
    }

    private void assertCancelled(Upload upload) {
        Upload now = home.find(upload);
        assertThat(now.state()).as("%s", now.standing()).isEqualTo(UploadState.CANCELLED);
        assertThat(home.staging.content(upload.staged().blob())).isEmpty();
    }
}
