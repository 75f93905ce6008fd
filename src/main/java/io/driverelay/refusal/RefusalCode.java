package io.driverelay.refusal;

/** The codes of the interface's errors; {@code INVALID_REQUEST} is written {@code invalid-request}, and so on. */
public enum RefusalCode {
    INVALID_REQUEST,
    KEY_INVALID,
    SCOPE_MISSING,
    INVALID_DESTINATION,
    UNKNOWN_CONNECTION,
    UNKNOWN_UPLOAD,
    FOLDER_NAME_TAKEN,
    SIGN_IN_REQUIRED,
    IDEMPOTENCY_MISMATCH,
    WRONG_STATE,
    INCOMPLETE_CONTENT,
    LENGTH_REQUIRED,
    TOO_LARGE_FOR_DIRECT,
    UNSUPPORTED_CONTENT_TYPE,
    DRIVE_FULL,
    DRIVE_UNREACHABLE,
    STORAGE_UNAVAILABLE
}
