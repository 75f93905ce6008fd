package io.driverelay.drive;

/** Opens the drive that access tokens belong to. No request is made by it. */
public interface Drives {
    Drive with(BearerTokens tokens);
}
