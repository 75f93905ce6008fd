package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One reading pass over the content for a SHA-256 that was declared. */
final class DeclaredSha256 {
    private DeclaredSha256() {}

    /** Lower-case hex. Ends the turn when it is cut off; the pass begins anew in the next. */
    static String of(Content content, MessageDigest sha256, Runnable keepClaim, Cutoff cutoff) {
        content.digest(sha256, () -> {
            if (cutoff.isCut()) {
                throw new TurnOver(new TurnEnd.GoOn());
            }
            keepClaim.run();
        });
        return HexFormat.of().formatHex(sha256.digest());
    }
}
