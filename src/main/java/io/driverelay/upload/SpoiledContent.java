package io.driverelay.upload;

import java.util.Objects;

/**
 * What its home put into staging can never become a file, however often it is tried: an archived blob, one under a key of its own, an
 * append or page blob. It is dropped, and its URL can be used again.
 */
public final class SpoiledContent extends RuntimeException {
    private final String what;

    /** @param what it is, for the home: goes on after "what lies there" */
    public SpoiledContent(String what) {
        super("what lies in staging " + what);
        this.what = Objects.requireNonNull(what, "what");
    }

    public String what() {
        return what;
    }
}
