package io.driverelay.refusal;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A call that is refused, with what to do next for a person and the facts for a program. Neither holds a credential. */
public final class Refused extends RuntimeException {
    private final RefusalCode code;
    private final transient Map<String, Object> facts = new LinkedHashMap<>();
    private Duration retryAfter;

    /** @param detail what is wrong and what to do next, in words */
    public Refused(RefusalCode code, String detail) {
        super(detail);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** Adds a member to the answer: a number, a text, a time, or a list or map of such. Null values are left out. */
    public Refused with(String member, Object value) {
        if (value != null) {
            facts.put(member, value);
        }
        return this;
    }

    /** When to ask again, where time mends it. */
    public Refused retryAfter(Duration pause) {
        retryAfter = pause;
        return this;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public RefusalCode code() {
        return code;
    }

    public Map<String, Object> facts() {
        return Collections.unmodifiableMap(facts);
    }
}
