package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.HomeLimits;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.StagingAddress;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import io.driverelay.upload.WakeUpload;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeFaultsTest {
    private final TestHome home = TestHome.linked();

    /** C17. */
    @Test
    void emptyFileInBlocksIsCommitted_thoughNoBlockCanBePut() {
        Upload upload = opened(new UploadRequest(
                Kind.FILE, Destination.ofPath("empty.txt"), 0, null, Transfer.BLOCKS, Conflict.REPLACE, null));

        assertThat(home.commit.commit(home.connectionId, upload.id()).state()).isEqualTo(UploadState.QUEUED);
    }

    @Test
    void emptyFileThatNobodyPutOrCommittedIsLeftAlone() {
        Upload upload = opened(home.file("empty.txt", 0, Conflict.REPLACE));
        home.clock.move(Duration.ofHours(7));
        home.upkeep.pass();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.AWAITING_CONTENT);
    }

    /** Fault 37, C17. */
    @Test
    void pathThatIsTooLongWithTheFoldersOfTheAppIsRefusedAtTheOpening() {
        String path = ("a".repeat(99) + "/").repeat(3) + "b".repeat(95);

        assertThatThrownBy(() -> opened(home.file(path, 1, Conflict.REPLACE)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_DESTINATION);
                    assertThat(refused).hasMessageContaining("at most 400");
                });
    }

    /** C17. */
    @Test
    void retryAnswersWithTheUpload_whenTheQueueFails_andMayBeRepeated() {
        Upload upload = failed();
        var wake = new WakeUpload(
                home.uploads,
                (ticket, delay) -> {
                    throw new StorageUnavailable("queue", null);
                },
                home.clock);
        var retry = new RetryUpload(home.uploads, home.staging, wake, home.pauses, home.clock);

        assertThat(retry.retry(home.connectionId, upload.id()).state()).isEqualTo(UploadState.QUEUED);
        assertThat(retry.retry(home.connectionId, upload.id()).state()).isEqualTo(UploadState.QUEUED);
        home.clock.move(Duration.ofMinutes(2));
        home.upkeep.pass();
        assertThat(home.tickets).isNotEmpty();
    }

    @Test
    void commitOfAFailedUploadNamesTheRetry() {
        Upload upload = failed();

        assertThatThrownBy(() -> home.commit.commit(home.connectionId, upload.id()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("retry");
    }

    /** Faults 2, 3, 28: storage fails at any call of opening and committing, before it is done or after; the repeat finds one upload. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatedRequestFindsOneUpload_whereverStorageFailedInTheFirst(boolean done) {
        int calls = 8;
        for (int k = 1; k <= calls; k++) {
            String path = "f" + k + ".txt";
            int failing = k;
            int[] count = {0};
            Uploads uploads = Interposed.before(Uploads.class, home.uploads, (method, arguments, call) -> {
                boolean fail = ++count[0] == failing;
                Object answer = fail && !done ? null : call.made();
                if (fail) {
                    throw new StorageUnavailable(method, null);
                }
                return answer;
            });
            try {
                openAndCommit(uploads, path);
            } catch (StorageUnavailable e) {
                openAndCommit(home.uploads, path);
            }
            home.serveTickets();
            assertThat(home.onDrive(path)).isEqualTo(new byte[3]);
        }
        assertThat(home.uploads.list(home.connectionId)).hasSize(calls);
        assertThat(home.account().bytesReceived()).isEqualTo(3L * calls);
    }

    /** Fault 2: the ticket is never sent; upkeep finds the upload within six minutes. */
    @Test
    void uploadWhoseTicketWasNeverSentIsDelivered() {
        Upload upload = home.committed(home.file("f.txt", 3, Conflict.REPLACE), new byte[3]);
        home.tickets.clear();

        home.serveUntilQuiet(Duration.ofMinutes(6));

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
    }

    /** With a key, as a client does that repeats what was not answered. */
    private void openAndCommit(Uploads uploads, String path) {
        var addresses = new StagingAddress(uploads, home.staging, home.clock, Duration.ofHours(6), HomeLimits.DEFAULT);
        var open = new OpenUpload(uploads, addresses, home.space, home.describe, home.ids, home.clock);
        var commit = new CommitUpload(
                uploads, new StagedContent(home.staging), home.describe, home.numbers, home.tickets, home.clock);
        Upload upload = open.open(
                        home.connection(), home.key, home.file(path, 3, Conflict.FAIL), Optional.of("key-" + path))
                .upload();
        if (!upload.isCommitted()) {
            home.staging.put(upload.staged().blob(), new byte[3]);
        }
        commit.commit(home.connectionId, upload.id());
    }

    private Upload opened(UploadRequest request) {
        return home.open
                .open(home.connection(), home.key, request, Optional.empty())
                .upload();
    }

    private Upload failed() {
        Upload upload = home.committed(home.file("f.txt", 3, Conflict.REPLACE), new byte[3]);
        home.tickets.clear();
        var read = home.uploads.find(home.connectionId, upload.id()).orElseThrow();
        home.uploads.replace(
                read.with(before -> before.ended(UploadState.FAILED, Reason.REFUSED, "why", home.clock.instant())));
        return upload;
    }
}
