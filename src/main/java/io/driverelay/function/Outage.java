package io.driverelay.function;

import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import java.time.Duration;
import java.util.Optional;

/**
 * What cannot be done now through nobody's fault here: which service it was, and when to try again.
 *
 * @param retryAfter null where trying again does not help by itself
 */
record Outage(RefusalCode code, String detail, Duration retryAfter) {
    private static final Duration SHORTLY = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration MUCH_LATER = Duration.ofMinutes(10);
    private static final String AGAIN = " Nothing half done is left; try again in a few seconds.";

    /** Empty where the error is no outage. */
    static Optional<Outage> of(RuntimeException error) {
        if (error instanceof StorageUnavailable unavailable) {
            return Optional.of(of(unavailable));
        }
        if (error instanceof ChangedMeanwhile) {
            return Optional.of(new Outage(
                    RefusalCode.STORAGE_UNAVAILABLE,
                    "Others changed the same record at the same time." + AGAIN,
                    SHORTLY));
        }
        return error instanceof DriveFault fault ? Optional.of(of(fault)) : Optional.empty();
    }

    /** Whether it is answered as the drive's, not as the relay's own storage's or vault's. */
    static boolean isOfDrive(DriveFault fault) {
        return of(fault).code() == RefusalCode.DRIVE_UNREACHABLE;
    }

    private static Outage of(StorageUnavailable error) {
        Duration pause = error.retryAfter().orElse(SHORTLY);
        if (error.isDenied()) {
            return vaultDenied();
        }
        return error.service() == StorageUnavailable.Service.VAULT
                ? vault(pause)
                : new Outage(
                        RefusalCode.STORAGE_UNAVAILABLE,
                        "The relay's storage cannot be reached at the moment." + AGAIN,
                        pause);
    }

    private static Outage of(DriveFault fault) {
        Duration pause = fault.retryAfter().orElse(SHORTLY);
        return switch (fault.kind()) {
            case SIGN_IN_REQUIRED ->
                new Outage(
                        RefusalCode.SIGN_IN_REQUIRED,
                        "The sign-in has lapsed: the owner must sign in again (the operator gets a link with POST"
                                + " /api/connections/{id}/sign-in).",
                        null);
            case SIGN_IN_SERVICE ->
                new Outage(
                        RefusalCode.DRIVE_UNREACHABLE,
                        "Microsoft's sign-in service gives no access at the moment; OneDrive was not asked. Try again later.",
                        pause);
            case VAULT -> vault(pause);
            case VAULT_DENIED -> vaultDenied();
            case OPERATOR_MUST_ACT ->
                new Outage(
                        RefusalCode.DRIVE_UNREACHABLE,
                        "Microsoft refuses this app: its operator must check the app registration and its secret.",
                        pause);
            case RECORDS ->
                new Outage(
                        RefusalCode.STORAGE_UNAVAILABLE,
                        "The relay's storage cannot be reached at the moment." + AGAIN,
                        pause);
            case THROTTLED,
                    UNREACHABLE,
                    TOO_SLOW,
                    CUT_OFF,
                    NO_SPACE,
                    NOT_FOUND,
                    NAME_TAKEN,
                    CHANGED,
                    ELSEWHERE,
                    NO_PROGRESS,
                    UNSEEN,
                    SESSION_GONE,
                    READ_ONLY,
                    DENIED,
                    NAME_REFUSED,
                    CONTENT_REFUSED,
                    REFUSED -> ofDrive(fault);
        };
    }

    /** The drive's own answers: what it said, and who can do something about it. */
    private static Outage ofDrive(DriveFault fault) {
        return switch (fault.kind()) {
            case THROTTLED -> drive(fault, SHORTLY, "OneDrive asks to be left alone for a while. Try again later.");
            case NO_SPACE ->
                drive(
                        fault,
                        MUCH_LATER,
                        "The OneDrive is full and takes no change of this kind. Its owner must make room there (empty its"
                                + " recycle bin too); then try again.");
            case READ_ONLY ->
                drive(
                        fault,
                        MUCH_LATER,
                        "Microsoft keeps the app's folder read-only. If onedrive.live.com says that the OneDrive is frozen, its"
                                + " owner unfreezes it there; if not, the operator has the remedy: one sign-in with"
                                + " Files.ReadWrite added to ONEDRIVE_SCOPES, then one without it.");
            case DENIED ->
                drive(
                        fault,
                        LATER,
                        "OneDrive denies this app the access. Try again in a minute; if it stays, the owner must sign in again"
                                + " (the operator gets a link with POST /api/connections/{id}/sign-in).");
            case CHANGED, NAME_TAKEN ->
                drive(
                        fault,
                        SHORTLY,
                        "Somebody changed the same file or folder in OneDrive at the same moment, so it was left as it is."
                                + " Look at it and try again.");
            case NOT_FOUND ->
                drive(
                        fault,
                        SHORTLY,
                        "OneDrive does not find what it has just shown: it was moved or deleted there. Try again.");
            case NAME_REFUSED ->
                drive(fault, null, "OneDrive takes no file or folder of this name or path. Choose another one.");
            case CONTENT_REFUSED ->
                drive(
                        fault,
                        null,
                        "OneDrive takes the content for malware. Look at it before you send or fetch it again.");
            case REFUSED ->
                drive(
                        fault,
                        LATER,
                        "OneDrive refuses the request. Try again in a minute; if it stays, the operator sees its answer with"
                                + " GET /api/connections/{id}/diagnostics.");
            default -> drive(fault, SHORTLY, "OneDrive cannot be reached at the moment. Try again in a few seconds.");
        };
    }

    /** @param pause unless the drive asked for another; null where trying again does not help by itself */
    private static Outage drive(DriveFault fault, Duration pause, String detail) {
        return new Outage(
                RefusalCode.DRIVE_UNREACHABLE, detail, fault.retryAfter().orElse(pause));
    }

    private static Outage vault(Duration pause) {
        return new Outage(
                RefusalCode.STORAGE_UNAVAILABLE,
                "The relay's key vault cannot be reached at the moment." + AGAIN,
                pause);
    }

    private static Outage vaultDenied() {
        return new Outage(
                RefusalCode.STORAGE_UNAVAILABLE,
                "The relay's key vault denies it a secret: its operator must check the app's role there, and that the secret is"
                        + " enabled.",
                MUCH_LATER);
    }
}
