package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upkeep.FollowConnection;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection is removed while something fails, or something else is done with its uploads. */
class RemovalFaultsTest {
    @RegisterExtension
    final Trail trail = new Trail();

    private final TestHome home = TestHome.linked();

    /** C15. */
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

    /** C15. */
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

    /** There may be hundreds of them, and the call must answer before the platform gives it up. */
    @Test
    void failedUploadsAreDismissedAbreast_atTheRemovalOfTheirConnection() {
        IntStream.range(0, 4).forEach(n -> failed("f" + n + ".txt"));
        var together = new CyclicBarrier(4);
        var follow = new FollowConnection(home.yard, mark -> {
            meet(together);
            home.cancel.cancel(mark.connectionId(), mark.uploadId(), true);
        });
        removal(follow).remove(home.connectionId);

        assertThat(home.uploads.list(home.connectionId))
                .hasSize(4)
                .allMatch(mark -> mark.state() == UploadState.EXPIRED);
    }

    /** It ends by its time, as upkeep ends what nobody dismissed. */
    @Test
    void connectionIsRemoved_thoughAFailedUploadCannotBeDismissed_whichIsTold() {
        Upload upload = failed("f.txt");
        var failing = new FollowConnection(home.yard, mark -> {
            throw new StorageUnavailable("uploads", null);
        });
        removal(failing).remove(home.connectionId);

        assertThat(home.connections.find(home.connectionId)).isEmpty();
        assertThat(trail.of("listener-failed"))
                .singleElement()
                .asString()
                .contains(home.connectionId, upload.id(), "StorageUnavailable");
        home.clock.move(Duration.ofDays(8));
        home.upkeep.pass();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.EXPIRED);
        assertThat(home.staging.content(upload.staged().blob())).isEmpty();
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

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the others are not on their way", e);
        }
    }

    private RemoveConnection removal(ConnectionListener listener) {
        return new RemoveConnection(home.connections, home.refreshTokens, home.webhooks, home.signIns, listener);
    }

    private Upload failed(String path) {
        Upload upload = home.committed(home.file(path, 3, Conflict.REPLACE), new byte[3]);
        home.tickets.clear();
        var read = home.uploads.find(home.connectionId, upload.id()).orElseThrow();
        home.uploads.replace(
                read.with(before -> before.ended(UploadState.FAILED, Reason.REFUSED, "why", home.clock.instant())));
        return upload;
    }
}
