package io.driverelay.local.simulator;

import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Microsoft's identity platform for personal accounts, with one registered app: the relay's, whose registration names Home Assistant's redirect
 * URI, too. Whoever is signed in has consented already.
 */
public final class AuthoritySimulator implements AutoCloseable {
    private static final String TENANT = "/consumers";
    private static final String CALLBACK = "/api/sign-in/callback";
    private static final URI HOME_ASSISTANT = URI.create("https://my.home-assistant.io/redirect/oauth");
    private static final String CLIENT_ID = "5c3ce0a8-1b1a-4e14-9c28-drive0relay0";
    private static final String CLIENT_SECRET = "simulated-client-secret";

    private final Grants grants;
    private final SimulatedWorld common;
    private final AskedPauses pauses;
    private final Server server;
    private final Optional<Server> overTls;
    private volatile String refusal;

    /** @param certificate of the port that answers over TLS, for whoever knows it by its real name; the person's browser has http */
    AuthoritySimulator(Path data, int port, Optional<ServerIdentity> certificate, SimulatedWorld common)
            throws IOException {
        this.grants = new Grants(data.resolve("authority.json"), common.clocks());
        this.common = common;
        this.pauses = new AskedPauses(common.clocks(), common.violations());
        this.server = Server.on(port, Optional.empty(), this::handle);
        this.overTls = certificate.isEmpty() ? Optional.empty() : Optional.of(Server.on(0, certificate, this::handle));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port() + TENANT);
    }

    public String clientId() {
        return CLIENT_ID;
    }

    public String clientSecret() {
        return CLIENT_SECRET;
    }

    /** Who sits at the browser from now on. */
    public void signInAs(String who) {
        common.browser().signInAs(who);
    }

    /** The next consent ends with this {@code error}. */
    public void refuseNext(String error) {
        refusal = error;
    }

    /** The person takes the consent back: refreshes end with {@code invalid_grant}. */
    public void revoke(String who) {
        grants.revoke(who);
    }

    /** Every access token is refused from now on. */
    public void expireAccessTokens() {
        grants.expireAccessTokens();
    }

    public int port() {
        return server.port();
    }

    Optional<Integer> tlsPort() {
        return overTls.map(Server::port);
    }

    @Override
    public void close() {
        server.close();
        overTls.ifPresent(Server::close);
    }

    Optional<String> personOf(String authorization) {
        return authorization.startsWith("Bearer ")
                ? grants.personOf(authorization.substring("Bearer ".length()))
                : Optional.empty();
    }

    private Reply handle(Call call) throws IOException {
        Map<String, String> form = call.form();
        Optional<String> caller = grants.personOf(form);
        caller.ifPresent(who -> {
            common.calls().add(who, call);
            pauses.check(who, call);
        });
        Optional<Reply> planned = common.faults().take(call.method(), call.rawPath());
        if (planned.isPresent()) {
            return caller.map(who -> pauses.noted(who, planned.get())).orElseGet(planned::get);
        }
        return common.faults().sent(call.method(), call.rawPath(), answer(call, form));
    }

    private Reply answer(Call call, Map<String, String> form) {
        return switch (call.method() + " " + call.rawPath()) {
            case "GET " + TENANT + "/oauth2/v2.0/authorize" -> authorize(call.query());
            case "POST " + TENANT + "/oauth2/v2.0/token" -> token(form);
            default -> Reply.empty(404);
        };
    }

    private Reply authorize(Map<String, String> query) {
        URI redirect = URI.create(query.getOrDefault("redirect_uri", "none"));
        boolean registered = CLIENT_ID.equals(query.get("client_id")) && registered(redirect);
        boolean wellFormed = "code".equals(query.get("response_type")) && wellFormedChallenge(query);
        if (!registered || !wellFormed) {
            return new Reply(400, Map.of("Content-Type", "text/html"), "<h1>AADSTS50011 or AADSTS90014</h1>");
        }
        String state = "&state=" + URLEncoder.encode(query.getOrDefault("state", ""), StandardCharsets.UTF_8);
        if (refusal != null) {
            String error = refusal;
            refusal = null;
            return Reply.redirect(redirect + "?error=" + error + "&error_description=refused" + state);
        }
        String code = grants.newCode(
                common.browser().person(),
                redirect.toString(),
                query.get("code_challenge"),
                query.getOrDefault("scope", ""));
        return Reply.redirect(redirect + "?code=" + code + state);
    }

    private static boolean registered(URI redirect) {
        return redirect.equals(HOME_ASSISTANT)
                || (CALLBACK.equals(redirect.getPath()) && "127.0.0.1".equals(redirect.getHost()));
    }

    /** An app with a secret may do without one. */
    private static boolean wellFormedChallenge(Map<String, String> query) {
        String challenge = query.get("code_challenge");
        return challenge == null || (challenge.length() == 43 && "S256".equals(query.get("code_challenge_method")));
    }

    private Reply token(Map<String, String> form) {
        if (!CLIENT_ID.equals(form.get("client_id")) || !CLIENT_SECRET.equals(form.get("client_secret"))) {
            return Grants.error(401, "invalid_client", 7_000_215);
        }
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> grants.redeem(form);
            case "refresh_token" -> grants.refresh(form);
            default -> Grants.error(400, "unsupported_grant_type", 70_003);
        };
    }
}
