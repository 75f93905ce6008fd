package io.driverelay.status;

import java.time.Instant;
import java.util.Set;

/** The summary of one pass over all drives: when, and which connections' drives could not be read. */
public record CheckPass(Instant checkedAt, Set<String> failed) {
    public CheckPass {
        failed = Set.copyOf(failed);
    }
}
