package io.driverelay.drive;

import java.io.IOException;

/** The bytes to be sent could not be read: not the drive's fault. */
public final class SourceFault extends RuntimeException {
    public SourceFault(IOException cause) {
        super("the staged content could not be read", cause);
    }
}
