package io.driverelay.push;

import io.driverelay.drive.DriveState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a home was told.
 *
 * @param driveState the last one; null for none
 * @param signInRequired the last of it; null for none
 * @param uploads what was told of uploads, the latest last
 */
public record PushNote(String connectionId, DriveState driveState, Boolean signInRequired, List<String> uploads) {
    /** Whatever is told of again after so many others is told twice. */
    private static final int REMEMBERED = 200;

    public PushNote {
        Objects.requireNonNull(connectionId, "connectionId");
        uploads = List.copyOf(uploads == null ? List.of() : uploads);
    }

    static PushNote none(String connectionId) {
        return new PushNote(connectionId, null, null, List.of());
    }

    static PushNote of(String connectionId, DriveState state) {
        return new PushNote(connectionId, state, null, List.of());
    }

    static PushNote of(String connectionId, boolean signInRequired) {
        return new PushNote(connectionId, null, signInRequired, List.of());
    }

    static PushNote of(String connectionId, String upload) {
        return new PushNote(connectionId, null, null, List.of(upload));
    }

    /** With what was told later. */
    public PushNote with(PushNote later) {
        List<String> all = new ArrayList<>(Stream.concat(uploads.stream(), later.uploads.stream())
                .distinct()
                .toList());
        return new PushNote(
                connectionId,
                later.driveState == null ? driveState : later.driveState,
                later.signInRequired == null ? signInRequired : later.signInRequired,
                all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
    }
}
