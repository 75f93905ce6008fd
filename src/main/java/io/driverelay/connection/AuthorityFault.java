package io.driverelay.connection;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The authority did not give tokens; classified by OAuth's {@code error} and the status, never by text. The message holds no credential. */
public final class AuthorityFault extends RuntimeException {
    public enum Kind {
        /** {@code invalid_grant}, {@code interaction_required}, {@code consent_required}: the person must sign in again. */
        SIGN_IN_REQUIRED,
        /** {@code invalid_client}, {@code unauthorized_client}, {@code invalid_scope} …: the registration must be mended. */
        OPERATOR_MUST_ACT,
        /** 429, 5xx, no answer: try again. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final transient Duration retryAfter;

    public AuthorityFault(Kind kind, String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
