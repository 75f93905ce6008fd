package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import io.driverelay.drive.SourceFault;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One reading pass over the content for a SHA-256 that was declared. A step that fails is read again, not the whole. */
final class DeclaredSha256 {
    private final Content content;
    private final Hold hold;
    private final Cutoff cutoff;
    private MessageDigest digest;
    private long offset;

    DeclaredSha256(Content content, Hold hold, Cutoff cutoff, MessageDigest digest) {
        this.content = content;
        this.hold = hold;
        this.cutoff = cutoff;
        this.digest = digest;
    }

    /**
     * Lower-case hex. Ends the turn when it is cut off; the pass begins anew in the next.
     *
     * @throws SourceFault when a step failed; called again, it goes on there
     */
    String value(Treatment treatment) {
        while (offset < content.sizeBytes()) {
            if (cutoff.isCut()) {
                throw new TurnOver(new TurnEnd.GoOn());
            }
            hold.renew();
            MessageDigest before = copy(digest);
            try {
                offset = content.digestStep(digest, offset);
                treatment.progress();
            } catch (SourceFault e) {
                digest = before;
                throw e;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest copy(MessageDigest of) {
        try {
            return (MessageDigest) of.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every provider's SHA-256 can be copied", e);
        }
    }
}
