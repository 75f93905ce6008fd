package io.driverelay.drive;

/** Opens the drive that access tokens belong to. No request is made by it. */
public interface Drives {
    Drive with(BearerTokens tokens);

    /** The same, and another hears of its answers as they come, where they are told. */
    default Drive with(BearerTokens tokens, Hearing hearing) {
        return with(tokens);
    }
}
