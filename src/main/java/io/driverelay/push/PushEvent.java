package io.driverelay.push;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a home is told.
 *
 * @param name such as {@code upload-delivered}
 * @param at since when it is so
 * @param facts by name, in their order; texts, numbers and null
 * @param told what to remember once it was told
 */
record PushEvent(String name, Instant at, Map<String, Object> facts, PushNote told) {
    PushEvent {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The facts may hold a sign-in link. */
    @Override
    public String toString() {
        return "PushEvent[" + name + "]";
    }
}
