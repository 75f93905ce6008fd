package io.driverelay.scenario;

import static io.driverelay.scenario.TestHome.FRAGMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.drive.Drive;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Claim;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay against a drive that does what OneDrive does, and has been seen to do. */
class RelayTest {
    private static final String NAME = "Automatic_backup_2026.1.0.tar";
    private static final byte[] CONTENT = content(7_000_001);

    private final TestHome home = TestHome.linked();

    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @AfterEach
    void theProtocolWasKept() {
        assertThat(home.simulators.violations().all()).isEmpty();
    }

    private void answerNext(
            int times, String method, String path, int status, Map<String, String> headers, String body) {
        home.simulators.faults().answerNext(times, method, path, status, headers, body);
    }

    private Upload deliver() {
        Upload upload = home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        home.serveTickets();
        return home.find(upload);
    }

    private void assertDelivered(Upload upload) {
        assertThat(upload.state()).isEqualTo(UploadState.DELIVERED);
        assertThat(upload.item().verifiedBy()).isEqualTo("quickXorHash");
        assertThat(home.onDrive(home.backupPath(NAME))).isEqualTo(CONTENT);
    }

    @Test
    void backupArrivesWithItsMetadataFile_andTheStagedContentIsDropped() {
        Upload upload = deliver();

        assertDelivered(upload);
        assertThat(home.account().namesIn(home.connection().folder().name()))
                .containsExactlyInAnyOrder(NAME, "Automatic_backup_2026.1.0.metadata.json");
        assertThat(home.textOnDrive(home.backupPath("Automatic_backup_2026.1.0.metadata.json")))
                .isEqualTo(TestHome.metadata().json());
        assertThat(home.staging.content(upload.staged().blob())).isEmpty();
        assertThat(home.told).containsExactly("delivered");
    }

    /** Fault 37. */
    @Test
    void zeroByteFileArrives_thoughNoSessionCarriesIt() {
        Upload upload = home.committed(home.file("empty.txt", 0, null), new byte[0]);
        home.serveTickets();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.onDrive("empty.txt")).isEmpty();
    }

    @Test
    void fileGoesIntoFoldersThatAreMadeForIt() {
        Upload upload = home.committed(home.file("Snapshots/2026/Häuser #1 100%.bin", 3, null), new byte[] {1, 2, 3});
        home.serveTickets();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.onDrive("Snapshots/2026/Häuser #1 100%.bin")).containsExactly(1, 2, 3);
    }

    /** Fault 4. */
    @Test
    void secondTicketForTheSameUploadDoesNothing() {
        Upload upload = home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        home.tickets.add(home.tickets.peek());
        home.serveTickets();

        assertDelivered(home.find(upload));
        assertThat(home.account().bytesReceived()).isEqualTo(CONTENT.length);
    }

    /** Faults 5, 6. */
    @Test
    void ticketIsLeft_whileAnotherTurnHoldsTheClaim() {
        Upload upload = home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        var read = home.uploads.find(home.connectionId, upload.id()).orElseThrow();
        home.uploads.replace(read.with(u -> u.with(
                u.standing().claimed(new Claim("another", home.clock.instant().plusSeconds(60))))));

        home.serveTickets();

        assertThat(home.account().bytesReceived()).isZero();
        assertThat(home.find(upload).standing().claim().turn()).isEqualTo("another");
    }

    /** Faults 2, 25. */
    @Test
    void upkeepSendsAnotherTicket_whenATurnDied() {
        Upload upload = home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        home.tickets.clear();
        home.clock.move(Duration.ofSeconds(90));

        home.upkeep.pass();
        home.serveTickets();

        assertDelivered(home.find(upload));
    }

    /** Fault 25. */
    @Test
    void upkeepSendsAtMostOneTicketInTenMinutes() {
        home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        home.tickets.clear();
        home.clock.move(Duration.ofMinutes(2));
        home.upkeep.pass();
        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();

        assertThat(home.tickets).hasSize(1);
    }

    /** Fault 12. */
    @Test
    void goesOnWithTheSameSession_whenTheDriveFailsInAFragment() {
        answerNext(2, "PUT", "/up/" + home.person, 503, Map.of(), "<html>busy</html>");

        assertDelivered(deliver());
        assertThat(home.rests).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(home.account().bytesReceivedTwice()).isZero();
    }

    /** Fault 17. */
    @Test
    void asksAndGoesOn_whenTheDriveStandsElsewhere() {
        answerNext(
                1,
                "PUT",
                "/up/" + home.person,
                416,
                Map.of(),
                "{\"error\":{\"code\":\"invalidRange\",\"innererror\":{\"code\":\"fragmentOverlap\"}}}");

        assertDelivered(deliver());
        assertThat(home.account().bytesReceived()).isEqualTo(CONTENT.length);
    }

    /** Fault 18. */
    @Test
    void opensANewSession_whenTheOldOneIsLost() {
        answerNext(5, "*", "/up/" + home.person, 404, Map.of(), "");

        Upload upload = deliver();

        assertDelivered(upload);
        assertThat(upload.tries().sessionsLost()).isEqualTo(1);
    }

    /** C4. */
    @Test
    void staysWithAFreshSession_whenItComesUpSecondsLater() {
        answerNext(3, "*", "/up/" + home.person, 404, Map.of(), "");

        Upload upload = deliver();

        assertDelivered(upload);
        assertThat(upload.tries().sessionsLost()).isZero();
    }

    /** Fault 18. */
    @Test
    void fails_whenTheSessionIsLostThreeTimes_andRetryDelivers() {
        answerNext(11, "*", "/up/" + home.person, 410, Map.of(), "");

        Upload upload = deliver();
        home.clock.move(Duration.ofMinutes(3));
        home.upkeep.pass();
        home.serveTickets();
        upload = home.find(upload);
        assertThat(upload.state()).isEqualTo(UploadState.FAILED);
        assertThat(upload.standing().reason()).isEqualTo(Reason.SESSION_LOST);

        home.retry.retry(home.connectionId, upload.id());
        home.serveTickets();
        assertDelivered(home.find(upload));
    }

    @Test
    void findsTheFinishedItem_whenTheAnswerToTheLastFragmentWasNoItem() {
        Upload small = home.committed(home.file("small.bin", 10, Conflict.FAIL), content(10));
        home.serveTickets();
        Upload again = home.committed(home.file("small.bin", 10, Conflict.FAIL), content(10));
        home.serveTickets();

        assertThat(home.find(again).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.find(again).item().id())
                .isEqualTo(home.find(small).item().id());
        assertThat(home.account().bytesReceived()).isEqualTo(10);
    }

    /** Fault 20. */
    @Test
    void failsAndLeavesWhatIsThere_whenTheNameIsTaken() {
        home.committed(home.file("taken.bin", 10, Conflict.FAIL), content(10));
        home.serveTickets();
        Upload other = home.committed(home.file("taken.bin", 11, Conflict.FAIL), content(11));
        home.serveTickets();

        assertThat(home.find(other).standing().reason()).isEqualTo(Reason.NAME_TAKEN);
        assertThat(home.onDrive("taken.bin")).isEqualTo(content(10));
        assertThat(home.told).containsExactly("delivered", "failed NAME_TAKEN");
    }

    /** A1. */
    @Test
    void olderReplacingUploadDoesNotOverwriteANewerOne() {
        Upload older = home.committed(home.file("log.bin", 10, Conflict.REPLACE), content(10));
        var olderTicket = home.tickets.remove();
        home.clock.move(Duration.ofMinutes(1));
        home.committed(home.file("log.bin", 11, Conflict.REPLACE), content(11));
        home.serveTickets();
        home.relay.relay(olderTicket);

        assertThat(home.find(older).standing().reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(home.onDrive("log.bin")).isEqualTo(content(11));
    }

    @Test
    void replacingUploadReplaces() {
        home.committed(home.file("log.bin", 10, Conflict.REPLACE), content(10));
        home.serveTickets();
        home.clock.move(Duration.ofMinutes(1));
        home.committed(home.file("log.bin", 11, Conflict.REPLACE), content(11));
        home.serveTickets();

        assertThat(home.onDrive("log.bin")).isEqualTo(content(11));
        assertThat(home.account().namesIn("")).containsOnlyOnce("log.bin");
    }

    /** Fault 11. */
    @Test
    void waitsWithoutACall_whenTheDriveAsksForAnHour_andGoesOnAfterIt() {
        answerNext(1, "POST", "createUploadSession", 429, Map.of("Retry-After", "3600"), "");

        Upload upload = deliver();
        assertThat(upload.state()).isEqualTo(UploadState.WAITING);
        assertThat(upload.standing().reason()).isEqualTo(Reason.DRIVE);
        assertThat(upload.tries().fruitlessTurns()).isZero();
        assertThat(home.pauses.notBefore(
                        io.driverelay.drive.Pauses.ofDrive(home.account().driveId())))
                .isPresent();
        home.serveTickets();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.WAITING);
    }

    /** Fault 14, P4. */
    @Test
    void waitsForASignIn_andGoesOnWhenItCame() {
        Upload upload = home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        home.simulators.authority().revoke(home.person);
        home.clock.move(Duration.ofHours(2));
        // one refusal proves nothing: the sign-in lapses when it stays
        for (int pass = 0; pass < 2; pass++) {
            home.check.checkAll(home.clock.instant().plus(Duration.ofMinutes(4)), name -> {});
            assertThat(home.connection().isReady()).isTrue();
            home.clock.move(Duration.ofMinutes(5));
        }
        home.serveTickets();
        assertThat(home.find(upload).standing().reason()).isEqualTo(Reason.SIGN_IN);
        assertThat(home.connection().signInRequired()).isTrue();
        assertThat(home.told).containsExactly("sign-in lapsed", "waiting SIGN_IN");

        home.signIn(home.person);
        home.serveTickets();
        assertDelivered(home.find(upload));
    }

    /** Fault 21. */
    @Test
    void waitsForSpace_andGoesOnWhenAReadingHasRoom() {
        home.account().setQuota(100 << 20, (100 << 20) - 1000);
        Upload upload = deliver();
        assertThat(upload.standing().reason()).isEqualTo(Reason.SPACE);
        assertThat(home.account().bytesReceived()).isZero();

        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();
        assertThat(home.tickets).isEmpty();

        home.account().setQuota(100 << 20, 0);
        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();
        home.serveTickets();
        assertDelivered(home.find(upload));
    }

    /** Fault 13. */
    @Test
    void renewsTheAccessTokenOnce_whenItIsRefused() {
        home.simulators.authority().expireAccessTokens();

        assertDelivered(deliver());
    }

    @Test
    void makesTheFolderAgain_whenItsOwnerDeletedIt() throws Exception {
        String before = home.connection().folder().id();
        Drive drive = home.connected.of(home.connectionId);
        drive.delete(before, drive.item(before).orElseThrow().eTag());

        assertDelivered(deliver());
        assertThat(home.connection().folder().id()).isNotEqualTo(before);
    }

    /** Fault 23. */
    @Test
    void failsBeforeAByteMoves_whenTheContentHasAnotherSha256() {
        var request = home.file("checked.bin", 10, null);
        var declared = new io.driverelay.intake.UploadRequest(
                request.kind(), request.destination(), 10, "ab".repeat(32), null, null, null);
        Upload upload = home.committed(declared, content(10));
        home.serveTickets();

        assertThat(home.find(upload).standing().reason()).isEqualTo(Reason.SHA256_MISMATCH);
        assertThat(home.account().bytesReceived()).isZero();
    }

    /** Fault 23b. */
    @Test
    void committedBytesArrive_whenTheStagingBlobIsOverwrittenAfterTheCommit() {
        Upload upload = home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        home.staging.put(upload.staged().blob(), content(CONTENT.length - 1));
        home.serveTickets();

        assertDelivered(home.find(upload));
    }

    @Test
    void cancelEndsAnUploadThatNoTurnHolds() {
        Upload upload = home.committed(home.backup(NAME, CONTENT.length), CONTENT);
        home.cancel.cancel(home.connectionId, upload.id(), true);
        home.serveTickets();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.CANCELLED);
        assertThat(home.account().bytesReceived()).isZero();
        assertThat(home.staging.content(upload.staged().blob())).isEmpty();
    }

    @Test
    void fragmentsGrowWithTheLine_butStayMultiples() {
        byte[] large = content((int) (30 * FRAGMENT + 17));
        Upload upload = home.committed(home.file("large.bin", large.length, null), large);
        home.serveTickets();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.onDrive("large.bin")).isEqualTo(large);
    }

    private void answerWithAnotherHash(int times) {
        String item = "{\"id\":\"unknown\",\"name\":\"odd.bin\",\"size\":10,\"eTag\":\"e\",\"file\":{\"hashes\":"
                + "{\"quickXorHash\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}}";
        answerNext(times, "PUT", "/up/" + home.person, 201, Map.of("Content-Type", "application/json"), item);
    }

    /** Fault 22. */
    @Test
    void whatArrivedOtherwiseIsSentOnceMore() {
        answerWithAnotherHash(1);
        Upload upload = home.committed(home.file("odd.bin", 10, Conflict.FAIL), content(10));
        home.serveTickets();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.find(upload).tries().mismatches()).isEqualTo(1);
        assertThat(home.onDrive("odd.bin")).isEqualTo(content(10));
    }

    /** Fault 22. */
    @Test
    void whatArrivedOtherwiseTwiceIsNeverCalledDelivered_andItsContentIsKept() {
        answerWithAnotherHash(2);
        Upload upload = home.committed(home.file("odd.bin", 10, Conflict.FAIL), content(10));
        home.serveTickets();

        assertThat(home.find(upload).standing().reason()).isEqualTo(Reason.VERIFICATION);
        assertThat(home.staging.content(upload.staged().blob())).isPresent();
    }

    @Test
    void retryIsRefused_whenTheContentIsGone() {
        Upload upload = home.committed(home.file("gone.bin", 10, null), content(10));
        home.staging.delete(upload.staged().blob());
        home.serveTickets();
        assertThat(home.find(upload).standing().reason()).isEqualTo(Reason.CONTENT_LOST);

        assertThatThrownBy(() -> home.retry.retry(home.connectionId, upload.id()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("content is gone");
    }
}
