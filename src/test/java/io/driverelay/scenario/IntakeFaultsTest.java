package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upkeep.FollowConnection;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.WakeUpload;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeFaultsTest {
    private final TestHome home = TestHome.linked();

    @Test
    void emptyFileInBlocksIsCommitted_thoughNoBlockCanBePut() {
        Upload upload = opened(new UploadRequest(
                Kind.FILE, Destination.ofPath("empty.txt"), 0, null, Transfer.BLOCKS, Conflict.REPLACE, null));

        assertThat(home.commit
                        .commit(home.connectionId, upload.id(), Optional.empty())
                        .state())
                .isEqualTo(UploadState.QUEUED);
    }

    @Test
    void emptyFileThatNobodyPutOrCommittedIsLeftAlone() {
        Upload upload = opened(home.file("empty.txt", 0, Conflict.REPLACE));
        home.clock.move(Duration.ofHours(7));
        home.upkeep.pass();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.AWAITING_CONTENT);
    }

    @Test
    void pathThatIsTooLongWithTheFoldersOfTheAppIsRefusedAtTheOpening() {
        String path = ("a".repeat(99) + "/").repeat(3) + "b".repeat(95);

        assertThatThrownBy(() -> opened(home.file(path, 1, Conflict.REPLACE)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_DESTINATION);
                    assertThat(refused).hasMessageContaining("at most 400");
                });
    }

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

        assertThatThrownBy(() -> home.commit.commit(home.connectionId, upload.id(), Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("retry");
    }

    @Test
    void connectionIsRemoved_thoughAnUploadEndsMeanwhile() {
        Upload upload = home.committed(home.file("f.txt", 3, Conflict.REPLACE), new byte[3]);
        var follow = new FollowConnection(home.yard, mark -> {
            home.cancel.cancel(mark.connectionId(), mark.uploadId(), true);
            throw new Refused(RefusalCode.WRONG_STATE, "ended already");
        });
        removal(follow).remove(home.connectionId);

        assertThat(home.connections.find(home.connectionId)).isEmpty();
        assertThat(home.find(upload).isEnded()).isTrue();
    }

    @Test
    void keysAreRevokedFirst_andRemovalMayBeCalledAgain_whenSomethingFails() {
        Upload upload = home.committed(home.file("f.txt", 3, Conflict.REPLACE), new byte[3]);
        var failing = new FollowConnection(home.yard, mark -> {
            throw new StorageUnavailable("uploads", null);
        });
        assertThatThrownBy(() -> removal(failing).remove(home.connectionId)).isInstanceOf(StorageUnavailable.class);
        assertThat(home.connection().keys()).isEmpty();

        home.remove.remove(home.connectionId);
        assertThat(home.connections.find(home.connectionId)).isEmpty();
        assertThat(home.find(upload).isEnded()).isTrue();
        assertThat(home.vault).doesNotContainKey(home.connectionId);
    }

    @Test
    void tokenThatAnEarlierRemovalLeftIsDeletedByTheNext() {
        Connection before = home.connection();
        home.remove.remove(before.id());
        home.vault.put(before.id(), "left");
        home.remove.remove(before.id());

        assertThat(home.vault).doesNotContainKey(before.id());
        assertThatThrownBy(() -> home.remove.remove(before.id())).isInstanceOf(Refused.class);
    }

    private RemoveConnection removal(ConnectionListener listener) {
        return new RemoveConnection(home.connections, home.refreshTokens, home.signIns, listener);
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
