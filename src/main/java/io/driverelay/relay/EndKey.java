package io.driverelay.relay;

import io.driverelay.connection.HomeKeys;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Abreast;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Revokes a key and, if the operator says so, ends what was opened with it, committed or not, as its owner's cancel would. */
public final class EndKey {
    private static final Set<RefusalCode> ENDED = EnumSet.of(RefusalCode.WRONG_STATE, RefusalCode.UNKNOWN_UPLOAD);

    /** Ended in one call, oldest first: it must answer soon. */
    private static final int MOST = 500;

    private static final int AT_ONCE = 16;

    private final HomeKeys keys;
    private final Uploads uploads;
    private final CancelUpload cancel;

    public EndKey(HomeKeys keys, Uploads uploads, CancelUpload cancel) {
        this.keys = keys;
        this.uploads = uploads;
        this.cancel = cancel;
    }

    /**
     * How it went.
     *
     * @param cancelled uploads that have ended, or that a turn has still to end
     * @param more whether it has opened so many that not all were ended: call again
     */
    public record Ended(int cancelled, boolean more) {}

    /** The key at once, its uploads as they are. */
    public void revoke(String connectionId, String keyId) {
        keys.revoke(connectionId, keyId);
    }

    /**
     * The key first, so that nothing is opened with it meanwhile. May be repeated; what an upload was opened with was a key, however long ago
     * it was revoked.
     */
    public Ended revokeAndCancel(String connectionId, String keyId) {
        keys.revoke(
                connectionId,
                keyId,
                () -> openedBy(connectionId, keyId).findAny().isPresent());
        List<UploadMark> living = openedBy(connectionId, keyId)
                .filter(mark -> !mark.state().isEnded() && !mark.cancelRequested())
                .toList();
        List<Optional<RuntimeException>> results =
                Abreast.map(AT_ONCE, living.subList(0, Math.min(MOST, living.size())), this::end);
        results.stream().flatMap(Optional::stream).findFirst().ifPresent(failure -> {
            throw failure;
        });
        return new Ended(results.size(), living.size() > MOST);
    }

    private Stream<UploadMark> openedBy(String connectionId, String keyId) {
        return uploads.list(connectionId).stream().filter(mark -> keyId.equals(mark.openedByKey()));
    }

    /** What went wrong; the others are ended all the same. */
    private Optional<RuntimeException> end(UploadMark mark) {
        try {
            cancel.cancel(mark.connectionId(), mark.uploadId(), true);
            return Optional.empty();
        } catch (Refused refused) {
            // it ended by itself meanwhile
            return Optional.of(refused).filter(e -> !ENDED.contains(e.code())).map(RuntimeException.class::cast);
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
