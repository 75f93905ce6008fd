package io.driverelay.connection;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The sign-in authority: OAuth 2.0 authorization code with PKCE.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">authorization code flow</a>
 */
public interface Authority {
    /** Where a person's browser is sent. The challenge is S256 of the verifier. */
    URI consentAddress(String state, String codeVerifier);

    /** @throws AuthorityFault when the code is not exchanged */
    Tokens redeem(String code, String codeVerifier);

    /** @throws AuthorityFault when the refresh token is not exchanged */
    Tokens refresh(String refreshToken);

    /**
     * @param accessToken opaque, never parsed
     * @param refreshToken the newest one; empty when the authority sent none, then the old one stays
     * @param scopes what was granted, which may be less than what was asked
     */
    record Tokens(String accessToken, Duration validFor, Optional<String> refreshToken, Set<String> scopes) {
        @Override
        public String toString() {
            return "Tokens[validFor=" + validFor + ", scopes=" + scopes + "]";
        }
    }
}
