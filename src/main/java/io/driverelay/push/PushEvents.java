package io.driverelay.push;

import io.driverelay.connection.Connection;
import io.driverelay.connection.SignInLinks;
import io.driverelay.drive.DriveState;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.DriveStatuses;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a home is to be told now: how things stand, where it was told otherwise or nothing yet. */
public final class PushEvents {
    /** What goes on by itself is nobody's concern. That the sign-in lapsed is told of the connection. */
    private static final Set<Reason> WAITS_FOR_SOMEBODY =
            EnumSet.of(Reason.SPACE, Reason.OPERATOR, Reason.READ_ONLY_DRIVE);

    private final Uploads uploads;
    private final DriveStatuses statuses;
    private final Function<String, SignInLinks.Address> newSignIn;
    private final Clock clock;

    /** @param newSignIn makes a new sign-in link for a connection's id */
    public PushEvents(
            Uploads uploads, DriveStatuses statuses, Function<String, SignInLinks.Address> newSignIn, Clock clock) {
        this.uploads = uploads;
        this.statuses = statuses;
        this.newSignIn = newSignIn;
        this.clock = clock;
    }

    List<PushEvent> of(Push push, Connection connection, PushNote told) {
        return push.uploadId() == null ? ofConnection(connection, told) : ofUpload(push, told);
    }

    private List<PushEvent> ofConnection(Connection connection, PushNote told) {
        List<PushEvent> events = new ArrayList<>();
        statuses.find(connection.id())
                .filter(status -> status.quota().state() != told.driveState())
                .map(status -> driveState(status, told.driveState()))
                .ifPresent(events::add);
        if (connection.wasEverSignedIn()) {
            signIn(connection, told).ifPresent(events::add);
        }
        return events;
    }

    private static PushEvent driveState(DriveStatus status, DriveState toldOrNull) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", toldOrNull == null ? null : toldOrNull.label());
        facts.put("to", status.quota().state().label());
        facts.put("usedBytes", status.quota().usedBytes());
        facts.put("totalBytes", status.quota().totalBytes());
        facts.put("remainingBytes", status.quota().remainingBytes());
        return new PushEvent(
                "drive-state-changed",
                status.stateSince(),
                facts,
                PushNote.of(status.connectionId(), status.quota().state()));
    }

    /** A home that was never told that it must sign in is not told that it need not. */
    private Optional<PushEvent> signIn(Connection connection, PushNote told) {
        boolean required = connection.signInRequired();
        if (required == Boolean.TRUE.equals(told.signInRequired())) {
            return Optional.empty();
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        if (required) {
            SignInLinks.Address link = newSignIn.apply(connection.id());
            facts.put("signInUrl", link.url().toString());
            facts.put("signInExpiresAt", link.expiresAt().toString());
        }
        return Optional.of(new PushEvent(
                required ? "sign-in-required" : "signed-in",
                clock.instant(),
                facts,
                PushNote.of(connection.id(), required)));
    }

    private List<PushEvent> ofUpload(Push push, PushNote told) {
        return uploads.find(push.connectionId(), push.uploadId())
                .map(Versioned::value)
                .flatMap(PushEvents::upload)
                .filter(event -> !told.uploads().containsAll(event.told().uploads()))
                .map(List::of)
                .orElse(List.of());
    }

    /** Whether its home has something to learn or to do. What newer content of its name replaced is no loss. */
    static boolean isTold(Upload upload) {
        Reason reason = upload.standing().reason();
        return switch (upload.state()) {
            case DELIVERED -> true;
            case FAILED -> reason != Reason.SUPERSEDED;
            case WAITING -> WAITS_FOR_SOMEBODY.contains(reason);
            case AWAITING_CONTENT, QUEUED, CANCELLED, EXPIRED -> false;
        };
    }

    private static Optional<PushEvent> upload(Upload upload) {
        if (!isTold(upload)) {
            return Optional.empty();
        }
        return switch (upload.state()) {
            case DELIVERED -> Optional.of(delivered(upload));
            case FAILED -> Optional.of(notDelivered("upload-failed", upload));
            case WAITING -> Optional.of(notDelivered("upload-waiting", upload));
            case AWAITING_CONTENT, QUEUED, CANCELLED, EXPIRED -> Optional.empty();
        };
    }

    private static PushEvent delivered(Upload upload) {
        Map<String, Object> facts = facts(upload);
        facts.put("sizeBytes", upload.order().sizeBytes());
        facts.put("webUrl", upload.item() == null ? null : upload.item().webUrl());
        return event("upload-delivered", upload, facts);
    }

    private static PushEvent notDelivered(String name, Upload upload) {
        Map<String, Object> facts = facts(upload);
        facts.put("reason", upload.standing().reason());
        facts.put("detail", upload.standing().detail());
        return event(name, upload, facts);
    }

    private static Map<String, Object> facts(Upload upload) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("uploadId", upload.id());
        facts.put("kind", upload.order().kind());
        facts.put("fileName", upload.order().fileName());
        return facts;
    }

    /** One that is tried again after it failed may fail again: that is another failure. */
    private static PushEvent event(String name, Upload upload, Map<String, Object> facts) {
        var since = upload.times().endedAt() == null
                ? upload.times().committedAt()
                : upload.times().endedAt();
        String told = upload.id() + " " + name + " " + since;
        return new PushEvent(name, since, facts, PushNote.of(upload.order().connectionId(), told));
    }
}
