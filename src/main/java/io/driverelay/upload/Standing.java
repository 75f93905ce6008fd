package io.driverelay.upload;

import java.time.Instant;
import java.util.Objects;

/**
 * Where an upload stands.
 *
 * @param detail what to do, for a person; null when there is nothing to say
 * @param dueAt when the next turn may begin; null when only something else can wake it
 * @param claim null while no turn holds it
 * @param sweptAt when upkeep last looked after it, or since when it waits for something else; null for neither since it was woken
 * @param toTell whether listeners have still to be told that it stands so
 */
public record Standing(
        UploadState state,
        Reason reason,
        String detail,
        Instant dueAt,
        Claim claim,
        Instant sweptAt,
        boolean cancelRequested,
        boolean toTell) {
    public Standing {
        Objects.requireNonNull(state, "state");
    }

    public static final Standing OPENED =
            new Standing(UploadState.AWAITING_CONTENT, null, null, null, null, null, false, false);

    /** Queued, due now, claim and sweep forgotten: what a wake writes. */
    public Standing queued(Instant dueNow) {
        return new Standing(UploadState.QUEUED, null, null, dueNow, null, null, cancelRequested, false);
    }

    /** Held by a turn; the claim's end and {@code dueAt} move together. */
    public Standing claimed(Claim by) {
        return new Standing(UploadState.QUEUED, null, null, by.until(), by, sweptAt, cancelRequested, false);
    }

    /** Without {@code dueAt} the time since when it waits is kept as {@code sweptAt}: upkeep looks for something newer. */
    public Standing waiting(Reason why, String detail, Instant dueAtOrNull, Instant now) {
        Instant since = dueAtOrNull == null ? now : null;
        return new Standing(UploadState.WAITING, why, detail, dueAtOrNull, null, since, cancelRequested, true);
    }

    public Standing ended(UploadState how, Reason why, String detail) {
        boolean toTell = how == UploadState.DELIVERED || how == UploadState.FAILED;
        return new Standing(how, why, detail, null, null, null, cancelRequested, toTell);
    }

    public Standing swept(Instant at) {
        return new Standing(state, reason, detail, dueAt, claim, at, cancelRequested, toTell);
    }

    public Standing cancelAsked() {
        return new Standing(state, reason, detail, dueAt, claim, sweptAt, true, toTell);
    }

    /** A cancel is carried out by a turn, which may begin now. */
    public Standing cancelDue(Instant now) {
        return new Standing(UploadState.QUEUED, null, null, now, null, null, true, false);
    }

    public Standing told() {
        return new Standing(state, reason, detail, dueAt, claim, sweptAt, cancelRequested, false);
    }

    /** {@code dueAt} where it is still to come; null where it is due already, or nothing is. */
    public Instant nextAttemptAt(Instant now) {
        return dueAt != null && dueAt.isAfter(now) ? dueAt : null;
    }

    public boolean isHeldBy(String turn) {
        return claim != null && claim.turn().equals(turn);
    }

    public boolean isClaimedAt(Instant now) {
        return claim != null && claim.isLiveAt(now);
    }
}
