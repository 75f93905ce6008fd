package io.driverelay.drive;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What went wrong with a drive, classified by status and code, never by text. The message holds no credential. */
public final class DriveFault extends RuntimeException {
    /** One kind, one treatment. */
    public enum Kind {
        /** 429, or any answer that carries {@code Retry-After}: leave the drive alone until then. */
        THROTTLED,
        /** 5xx, a lost connection, a stall, an answer that is none: try again. */
        UNREACHABLE,
        /** The fragment did not get through before its deadline: send a smaller one. */
        TOO_SLOW,
        /** This instance is being shut down. */
        CUT_OFF,
        /** 507 or {@code quotaLimitReached}. */
        NO_SPACE,
        /** 404 for an item. */
        NOT_FOUND,
        /** 409 {@code nameAlreadyExists}. */
        NAME_TAKEN,
        /** 412: the item is not the one that was read. */
        CHANGED,
        /** 416, or 409 of a session's URL: the drive stands elsewhere; ask it. */
        ELSEWHERE,
        /** An answer to a fragment that took the file no further, whatever its status. */
        NO_PROGRESS,
        /** It says that it has the whole file, and does not show it. */
        UNSEEN,
        /** 401, 403, 404 or 410 of a session's URL, or it has expired: the session exists no more. */
        SESSION_GONE,
        /** Only the person can go on: the refresh token is no longer accepted. */
        SIGN_IN_REQUIRED,
        /** The sign-in service gave no token for now. */
        SIGN_IN_SERVICE,
        /** The vault gave no token for now. */
        VAULT,
        /** The vault answers that the app may not read or write the secret: its operator must act. */
        VAULT_DENIED,
        /** The app's own records cannot be reached. */
        RECORDS,
        /** 403 with {@code serviceReadOnly}: frozen, or the app folder's own trouble; not the person's sign-in. */
        READ_ONLY,
        /** 403 otherwise. */
        DENIED,
        /** The authority refuses the app itself (its secret has expired, say). */
        OPERATOR_MUST_ACT,
        /** The name, path or size is one that OneDrive refuses: only the owner can choose another. */
        NAME_REFUSED,
        /** OneDrive takes the content for malware. */
        CONTENT_REFUSED,
        /** Any other 4xx: the request itself is refused. Seen to pass, so it is final only when it stays. */
        REFUSED;

        /** Whether it comes from the drive or the way to it; what stands before it keeps its own wishes. */
        public boolean isOfDrive() {
            return switch (this) {
                case SIGN_IN_REQUIRED, SIGN_IN_SERVICE, VAULT, VAULT_DENIED, RECORDS, OPERATOR_MUST_ACT -> false;
                default -> true;
            };
        }
    }

    private final Kind kind;
    private final transient Duration retryAfter;

    public DriveFault(Kind kind, String message) {
        this(kind, message, null, null);
    }

    public DriveFault(Kind kind, String message, Throwable cause) {
        this(kind, message, null, cause);
    }

    /** @param retryAfter as the drive asked, or null */
    public DriveFault(Kind kind, String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it may be the matter of one item alone, so that others of the drive may fare better. */
    public boolean mayBeOfOneItem() {
        return retryAfter == null
                && kind.isOfDrive()
                && switch (kind) {
                    case THROTTLED, CUT_OFF, READ_ONLY, NO_SPACE -> false;
                    default -> true;
                };
    }

    /** How long the drive asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
