package io.driverelay.connection;

/** How a sign-in ended, as API.md names it ({@code CONNECTED} is {@code connected}, and so on). */
public enum SignInOutcome {
    CONNECTED,
    ALREADY_CONNECTED,
    WRONG_DRIVE,
    FOLDER_IN_USE,
    NOT_A_PERSONAL_DRIVE,
    CONSENT_REFUSED,
    CONSENT_INCOMPLETE,
    READ_ONLY_DRIVE,
    FROZEN_DRIVE,
    LINK_EXPIRED,
    OPERATOR_MUST_ACT,
    TRY_AGAIN
}
