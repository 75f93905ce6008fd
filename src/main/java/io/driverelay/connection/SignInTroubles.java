package io.driverelay.connection;

import io.driverelay.connection.SignIn.Ending;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.Quota;
import io.driverelay.store.StorageUnavailable;
import java.time.Duration;
import java.util.Optional;

/** How a sign-in ends that something went wrong with: whose fault it is, in words, and what to do. */
final class SignInTroubles {
    private static final String FINE_OTHERWISE =
            " Nothing is wrong with your account or your OneDrive. Tell whoever runs this relay, then open the sign-in link again.";

    private SignInTroubles() {}

    static Ending of(DriveFault fault) {
        String again = again(fault.retryAfter());
        return switch (fault.kind()) {
            case READ_ONLY ->
                new Ending(
                        SignInOutcome.READ_ONLY_DRIVE,
                        "The sign-in is fine, but Microsoft keeps this app's folder read-only. If onedrive.live.com says that"
                                + " your OneDrive is frozen, unfreeze it there and open the sign-in link again. If it does not,"
                                + " this is a known fault of Microsoft's, and whoever runs this relay has the remedy: you sign in"
                                + " once with Files.ReadWrite added to ONEDRIVE_SCOPES, and then once more without it.",
                        null);
            case NOT_FOUND ->
                tryAgain(
                        "This Microsoft account has no OneDrive, or it is still being set up. Open onedrive.live.com with it"
                                + " once, wait until your files are shown there, then open the sign-in link again.");
            case NO_SPACE ->
                tryAgain(
                        "The OneDrive is full: not even a folder can be made there. Make room (empty its recycle bin too),"
                                + " then open the sign-in link again.");
            case NAME_REFUSED, REFUSED, NAME_TAKEN ->
                tryAgain(
                        "OneDrive refuses the folder of this connection. Open the sign-in link again; if it stays so, ask"
                                + " whoever runs this relay for a connection with another folder name.");
            case DENIED, SIGN_IN_REQUIRED ->
                tryAgain(
                        "OneDrive refuses this app right after your consent. Open the sign-in link again and accept all of"
                                + " it; if it stays so, tell whoever runs this relay.");
            case OPERATOR_MUST_ACT -> appRefused();
            case VAULT_DENIED -> vaultDenied();
            case VAULT -> tryAgain("The relay's key vault cannot be reached at the moment." + again);
            case RECORDS -> tryAgain("The relay's own storage cannot be reached at the moment." + again);
            case SIGN_IN_SERVICE -> tryAgain("Microsoft's sign-in service does not answer at the moment." + again);
            case THROTTLED -> tryAgain("OneDrive is busy and asks to be left alone for now." + again);
            case UNREACHABLE,
                    TOO_SLOW,
                    CUT_OFF,
                    CHANGED,
                    ELSEWHERE,
                    NO_PROGRESS,
                    UNSEEN,
                    SESSION_GONE,
                    CONTENT_REFUSED -> tryAgain("The OneDrive could not be read just now." + again);
        };
    }

    /**
     * Of a drive whose quota was read before the fault: a full one that takes no folder is what a frozen one looks like, and no code of
     * OneDrive's says so.
     */
    static Optional<Ending> ofFrozen(DriveFault fault, Quota quota) {
        boolean refused = switch (fault.kind()) {
            case READ_ONLY, DENIED, NO_SPACE -> fault.retryAfter().isEmpty();
            default -> false;
        };
        return refused && quota.state() == DriveState.EXCEEDED
                ? Optional.of(new Ending(
                        SignInOutcome.FROZEN_DRIVE,
                        "The sign-in is fine, but the OneDrive holds more than it may, and Microsoft takes nothing new there until that"
                                + " ends. See onedrive.live.com: unfreeze it, if it says that it is frozen; delete files and empty the"
                                + " recycle bin, or get more storage. Then open the sign-in link again.",
                        null))
                : Optional.empty();
    }

    static Ending of(AuthorityFault fault) {
        return fault.kind() == AuthorityFault.Kind.OPERATOR_MUST_ACT
                ? appRefused()
                : tryAgain("Microsoft's sign-in service did not complete the sign-in." + again(fault.retryAfter()));
    }

    static Ending of(StorageUnavailable e) {
        if (e.service() == StorageUnavailable.Service.STORAGE) {
            return tryAgain(
                    "The relay's own storage cannot be reached at the moment; nothing is wrong with your account or your"
                            + " OneDrive." + again(e.retryAfter()));
        }
        return e.isDenied()
                ? vaultDenied()
                : tryAgain(
                        "The relay's key vault cannot be reached at the moment; nothing is wrong with your account or your"
                                + " OneDrive." + again(e.retryAfter()));
    }

    private static Ending appRefused() {
        return operator("Microsoft refuses this app: its operator must check the app registration and its secret, which"
                + " may have expired." + FINE_OTHERWISE);
    }

    private static Ending vaultDenied() {
        return operator("The relay's key vault denies it a secret, which only its operator can mend." + FINE_OTHERWISE);
    }

    /** A minute, unless more was asked for. */
    private static String again(Optional<Duration> pause) {
        long minutes = Math.max(1, pause.orElse(Duration.ZERO).plusSeconds(59).toMinutes());
        return minutes == 1
                ? " Wait a minute and open the sign-in link again."
                : " Try again in " + minutes + " minutes: open the sign-in link again then.";
    }

    private static Ending tryAgain(String detail) {
        return new Ending(SignInOutcome.TRY_AGAIN, detail, null);
    }

    private static Ending operator(String detail) {
        return new Ending(SignInOutcome.OPERATOR_MUST_ACT, detail, null);
    }
}
