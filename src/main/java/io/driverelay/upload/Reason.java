package io.driverelay.upload;

/** Why an upload waits or has failed; shown as {@code drive}, {@code nameTaken} and so on. */
public enum Reason {
    /** Waiting: throttled or unreachable. */
    DRIVE,
    /** Waiting: the drive is full. */
    SPACE,
    /** Waiting: the sign-in has lapsed. */
    SIGN_IN,
    /** Failed: something of that name is there. */
    NAME_TAKEN,
    /** Failed: a newer upload has replaced the file already. */
    SUPERSEDED,
    /** Failed: the staged content has another SHA-256 than was declared. */
    SHA256_MISMATCH,
    /** Failed: the staged content is not there any more. */
    CONTENT_LOST,
    /** Failed: what arrived was not what was sent, twice. */
    VERIFICATION,
    /** Failed: the drive lost the upload session three times. */
    SESSION_LOST,
    /** Failed: the drive refuses the request itself. */
    REFUSED,
    /** Failed: the drive takes no writes (frozen, or its app folder is read-only). */
    READ_ONLY_DRIVE,
    /** Failed: ten turns in a row got nothing done. */
    FRUITLESS,
    /** Failed: thirty days of waiting. */
    WAITED_TOO_LONG,
    /** Failed: the connection was removed. */
    CONNECTION_REMOVED
}
