package io.driverelay.upload;

/** Why an upload waits or has failed; shown as {@code drive}, {@code nameTaken} and so on. */
public enum Reason {
    /** Waiting: OneDrive throttles, fails or cannot be reached. */
    DRIVE,
    /** Waiting: Microsoft's sign-in service fails. */
    SIGN_IN_SERVICE,
    /** Waiting: the relay's key vault fails. */
    VAULT,
    /** Waiting: the relay's own storage fails. */
    STORAGE,
    /** Waiting: only the relay's operator can go on. */
    OPERATOR,
    /** Waiting: another upload of the same name is on its way. */
    SAME_NAME,
    /** Waiting: the drive is full. */
    SPACE,
    /** Waiting: the sign-in has lapsed. */
    SIGN_IN,
    /** Failed: the home key that opened it may not touch backups. */
    SCOPE_MISSING,
    /** Failed: something of that name is there. */
    NAME_TAKEN,
    /** Failed: a newer upload has replaced the file already. */
    SUPERSEDED,
    /** Failed: the staged content has another SHA-256 than was declared. */
    SHA256_MISMATCH,
    /** Expired: what was put into staging is more than was declared, or nothing that can become a file. */
    CONTENT_SPOILED,
    /** Failed: what was staged as a backup, without a description, is none of Home Assistant's. */
    NOT_A_BACKUP,
    /** Failed: the staged content is not there any more. */
    CONTENT_LOST,
    /** Failed: what arrived was not what was sent, twice. */
    VERIFICATION,
    /** Failed: the drive lost the upload session three times. */
    SESSION_LOST,
    /** Failed: the drive refuses the request itself, again and again. */
    REFUSED,
    /** Failed: the drive refuses this name, path or size. */
    NAME_REFUSED,
    /** Failed: the drive takes the content for malware. */
    CONTENT_REFUSED,
    /** Waiting: the drive takes no writes (frozen, or its app folder is read-only). */
    READ_ONLY_DRIVE,
    /** Failed: ten turns in a row got nothing done. */
    FRUITLESS,
    /** Failed: thirty days of waiting. */
    WAITED_TOO_LONG,
    /** Failed: the connection was removed. */
    CONNECTION_REMOVED
}
