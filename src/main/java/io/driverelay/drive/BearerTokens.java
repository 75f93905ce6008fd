package io.driverelay.drive;

/** Access tokens for one person's drive. */
public interface BearerTokens {
    /**
     * One that should work now.
     *
     * @throws DriveFault {@code SIGN_IN_REQUIRED} when only the person can go on; {@code SIGN_IN_SERVICE}, {@code VAULT} or {@code RECORDS}
     *     when these fail for now; {@code OPERATOR_MUST_ACT} when the app's own registration is refused, {@code VAULT_DENIED} when its secret
     */
    String current();

    /** Another one, after the drive refused this one. Throws as {@link #current}. */
    String renewed(String refused);
}
