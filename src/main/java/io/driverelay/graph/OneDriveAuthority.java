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
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.transport.Answer;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Microsoft's identity platform, for personal accounts. */
public final class OneDriveAuthority implements Authority {
    private static final EventLog EVENTS = new EventLog();

    /** For a request, its connection and the whole answer included. */
    private static final Duration CALL = Duration.ofSeconds(10);

    private static final long LONGEST_LIFETIME_SECONDS = 24L * 60 * 60;

    private final App app;
    private final Supplier<String> clientSecret;
    private final Exchanges exchanges;
    private final Clock clock;

    /** The app's registration. {@code authorityUrl} is {@code https://login.microsoftonline.com/consumers}. */
    public record App(URI authorityUrl, String clientId, Set<String> scopes, URI redirectUri) {}

    /**
     * @param clientSecret read when it is needed
     * @param bytes built at the first request
     */
    public OneDriveAuthority(App app, Supplier<String> clientSecret, Supplier<ByteClient> bytes, Clock clock) {
        this(app, clientSecret, new Exchanges(bytes, CALL), clock);
    }

    OneDriveAuthority(App app, Supplier<String> clientSecret, Exchanges exchanges, Clock clock) {
        this.app = app;
        this.clientSecret = clientSecret;
        this.exchanges = exchanges;
        this.clock = clock;
    }

    /** Ends every request that runs at this moment, as if no answer had come: the instance is being shut down. */
    public void abortAll() {
        exchanges.abortAll();
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
        HTTPRequest request = request(grant);
        long began = System.nanoTime();
        Answer answer;
        try {
            answer = exchanges.call(sent(request));
            tell(grant, answer.status(), answer.headers().get("x-ms-request-id"), began);
        } catch (IOException e) {
            tell(grant, 0, null, began);
            throw new AuthorityFault(
                    Kind.UNAVAILABLE,
                    "the authority did not answer: " + e.getClass().getSimpleName(),
                    null,
                    e);
        }
        if (answer.status() != HTTPResponse.SC_OK) {
            throw AuthorityAnswers.fault(answer, clock.instant());
        }
        return tokens(answer);
    }

    private static void tell(AuthorizationGrant grant, int status, String requestId, long beganNanos) {
        EVENTS.write(Event.AUTHORITY_CALL
                .line()
                .with(Text.CALL, grant.getType().getValue())
                .with(Amount.STATUS, status)
                .with(Text.REQUEST_ID, requestId)
                .with(Amount.CALLS_MS, (System.nanoTime() - beganNanos) / 1_000_000));
    }

    /** The exception's text may quote the answer, so it is not passed on. */
    private static Tokens tokens(Answer answer) {
        try {
            var response = new HTTPResponse(answer.status());
            response.setContentType("application/json");
            response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
            return tokens(TokenResponse.parse(response).toSuccessResponse());
        } catch (ParseException | RuntimeException e) {
            throw new AuthorityFault(Kind.UNAVAILABLE, "the authority's answer could not be read", null, null);
        }
    }

    /** Form and parts are the SDK's; the way to the authority is ours. */
    private static Request sent(HTTPRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return new Request(
                request.getMethod().name(),
                request.getURI(),
                headers,
                request.getBody().getBytes(StandardCharsets.UTF_8));
    }

    private HTTPRequest request(AuthorizationGrant grant) {
        URI endpoint = URI.create(app.authorityUrl() + "/oauth2/v2.0/token");
        var client = new ClientSecretPost(new ClientID(app.clientId()), new Secret(clientSecret.get()));
        return new TokenRequest.Builder(endpoint, client, grant)
                .scope(scope())
                .build()
                .toHTTPRequest();
    }

    private static Tokens tokens(com.nimbusds.oauth2.sdk.AccessTokenResponse response) {
        com.nimbusds.oauth2.sdk.token.Tokens given = response.getTokens();
        Scope granted = given.getAccessToken().getScope();
        return new Tokens(
                given.getAccessToken().getValue(),
                Duration.ofSeconds(
                        Math.max(0, Math.min(given.getAccessToken().getLifetime(), LONGEST_LIFETIME_SECONDS))),
                Optional.ofNullable(given.getRefreshToken()).map(RefreshToken::getValue),
                granted == null ? Set.of() : Set.copyOf(granted.toStringList()));
    }

    private Scope scope() {
        return new Scope(app.scopes().toArray(String[]::new));
    }
}
