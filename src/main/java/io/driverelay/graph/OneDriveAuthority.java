package io.driverelay.graph;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import io.driverelay.connection.Authority;
import io.driverelay.connection.AuthorityFault;
import io.driverelay.connection.AuthorityFault.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Microsoft's identity platform, for personal accounts. */
public final class OneDriveAuthority implements Authority {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final App app;
    private final Supplier<String> clientSecret;

    /** The app's registration. {@code authorityUrl} is {@code https://login.microsoftonline.com/consumers}. */
    public record App(URI authorityUrl, String clientId, Set<String> scopes, URI redirectUri) {}

    /** @param clientSecret read when it is needed */
    public OneDriveAuthority(App app, Supplier<String> clientSecret) {
        this.app = app;
        this.clientSecret = clientSecret;
    }

    @Override
    public URI consentAddress(String state, String codeVerifier) {
        return new AuthorizationRequest.Builder(new ResponseType(ResponseType.Value.CODE), new ClientID(app.clientId()))
                .endpointURI(URI.create(app.authorityUrl() + "/oauth2/v2.0/authorize"))
                .redirectionURI(app.redirectUri())
                .responseMode(ResponseMode.QUERY)
                .scope(scope())
                .state(new State(state))
                .codeChallenge(new CodeVerifier(codeVerifier), CodeChallengeMethod.S256)
                .customParameter("prompt", "select_account")
                .build()
                .toURI();
    }

    @Override
    public Tokens redeem(String code, String codeVerifier) {
        return exchange(new AuthorizationCodeGrant(
                new AuthorizationCode(code), app.redirectUri(), new CodeVerifier(codeVerifier)));
    }

    @Override
    public Tokens refresh(String refreshToken) {
        return exchange(new RefreshTokenGrant(new RefreshToken(refreshToken)));
    }

    private Tokens exchange(AuthorizationGrant grant) {
        try {
            HTTPResponse response = request(grant).send();
            if (response.getStatusCode() != HTTPResponse.SC_OK) {
                throw AuthorityAnswers.fault(response);
            }
            return tokens(TokenResponse.parse(response).toSuccessResponse());
        } catch (IOException e) {
            throw new AuthorityFault(
                    Kind.UNAVAILABLE,
                    "the authority did not answer: " + e.getClass().getSimpleName(),
                    null,
                    e);
        } catch (ParseException e) {
            // its text may quote the answer
            throw new AuthorityFault(Kind.UNAVAILABLE, "the authority's answer could not be read", null, null);
        }
    }

    private HTTPRequest request(AuthorizationGrant grant) {
        URI endpoint = URI.create(app.authorityUrl() + "/oauth2/v2.0/token");
        var client = new ClientSecretPost(new ClientID(app.clientId()), new Secret(clientSecret.get()));
        HTTPRequest request = new TokenRequest.Builder(endpoint, client, grant)
                .scope(scope())
                .build()
                .toHTTPRequest();
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setFollowRedirects(false);
        return request;
    }

    private static Tokens tokens(com.nimbusds.oauth2.sdk.AccessTokenResponse response) {
        com.nimbusds.oauth2.sdk.token.Tokens given = response.getTokens();
        Scope granted = given.getAccessToken().getScope();
        return new Tokens(
                given.getAccessToken().getValue(),
                Duration.ofSeconds(given.getAccessToken().getLifetime()),
                Optional.ofNullable(given.getRefreshToken()).map(RefreshToken::getValue),
                granted == null ? Set.of() : Set.copyOf(granted.toStringList()));
    }

    private Scope scope() {
        return new Scope(app.scopes().toArray(String[]::new));
    }
}
