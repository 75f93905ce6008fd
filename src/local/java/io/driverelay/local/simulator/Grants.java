package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Codes and tokens that were given, on disk. A used refresh token stays valid, as Microsoft's do. */
final class Grants {
    private static final long CODE_SECONDS = 600;
    private static final int ACCESS_SECONDS = 3599;

    private final Path file;
    private final Clocks clocks;
    private final State state;
    private final SecureRandom random = new SecureRandom();

    /** @param challenge null where the app sent none */
    record Code(String person, String redirectUri, String challenge, String scope, Instant expires) {}

    record Token(String person, String scope, Instant expires) {}

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class State {
        Map<String, Code> codes = new LinkedHashMap<>();
        Map<String, Token> access = new LinkedHashMap<>();
        Map<String, Token> refresh = new LinkedHashMap<>();
    }

    Grants(Path file, Clocks clocks) {
        this.file = file;
        this.clocks = clocks;
        this.state = Stored.read(file, State.class, State::new);
    }

    synchronized String newCode(String person, String redirectUri, String challenge, String scope) {
        String code = "M.C5." + random();
        state.codes.put(
                code,
                new Code(
                        person,
                        redirectUri,
                        challenge,
                        scope,
                        clocks.now(person).plusSeconds(CODE_SECONDS)));
        save();
        return code;
    }

    synchronized Optional<String> personOf(String accessToken) {
        return Optional.ofNullable(state.access.get(accessToken))
                .filter(token -> clocks.now(token.person()).isBefore(token.expires()))
                .map(Token::person);
    }

    /** Whose code or refresh token a request for tokens carries. */
    synchronized Optional<String> personOf(Map<String, String> form) {
        Optional<String> byCode = Optional.ofNullable(state.codes.get(form.getOrDefault("code", "")))
                .map(Code::person);
        return byCode.or(() -> Optional.ofNullable(state.refresh.get(form.getOrDefault("refresh_token", "")))
                .map(Token::person));
    }

    synchronized void revoke(String person) {
        state.refresh.values().removeIf(token -> token.person().equals(person));
        save();
    }

    synchronized void expireAccessTokens() {
        state.access.clear();
        save();
    }

    synchronized Reply redeem(Map<String, String> form) {
        Code code = state.codes.remove(form.getOrDefault("code", ""));
        boolean good = code != null
                && clocks.now(code.person()).isBefore(code.expires())
                && code.redirectUri().equals(form.get("redirect_uri"))
                && proves(code, form.get("code_verifier"));
        save();
        return good ? tokens(code.person(), code.scope()) : error(400, "invalid_grant", 70_000);
    }

    private static boolean proves(Code code, String verifierOrNull) {
        return code.challenge() == null
                || (verifierOrNull != null && code.challenge().equals(challenge(verifierOrNull)));
    }

    synchronized Reply refresh(Map<String, String> form) {
        Token token = state.refresh.get(form.getOrDefault("refresh_token", ""));
        if (token == null) {
            return error(400, "invalid_grant", 700_082);
        }
        String scope = form.getOrDefault("scope", token.scope());
        List<String> granted = Arrays.asList(token.scope().split(" ", -1));
        if (!granted.containsAll(Arrays.asList(scope.split(" ", -1)))) {
            return error(400, "invalid_scope", 70_011);
        }
        return tokens(token.person(), scope);
    }

    static Reply error(int status, String error, int number) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", "AADSTS" + number + ": refused.");
        body.put("error_codes", List.of(number));
        body.put("trace_id", UUID.randomUUID().toString());
        body.put("correlation_id", UUID.randomUUID().toString());
        return Reply.json(status, body);
    }

    private Reply tokens(String person, String scope) {
        List<String> scopes = Arrays.asList(scope.split(" ", -1));
        String access = "Ew" + random();
        state.access.values().removeIf(token -> token.expires().isBefore(clocks.now(token.person())));
        state.access.put(access, new Token(person, scope, clocks.now(person).plusSeconds(ACCESS_SECONDS)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_type", "Bearer");
        body.put(
                "scope",
                String.join(
                        " ", scopes.stream().filter(s -> s.startsWith("Files.")).toList()));
        body.put("expires_in", ACCESS_SECONDS);
        body.put("ext_expires_in", ACCESS_SECONDS);
        body.put("access_token", access);
        if (scopes.contains("offline_access")) {
            String refresh = "M.C5_BAY." + random();
            state.refresh.put(refresh, new Token(person, scope, null));
            body.put("refresh_token", refresh);
        }
        if (scopes.contains("openid")) {
            body.put("id_token", idToken(person));
        }
        save();
        return new Reply(
                200, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), Stored.text(body));
    }

    private String idToken(String person) {
        long now = clocks.now(person).getEpochSecond();
        String claims = Stored.text(Map.of("sub", person, "tid", "9188040d-6c67-4c5b-b112-36a304b66dad", "iat", now));
        return url64("{\"alg\":\"none\"}") + "." + url64(claims) + ".";
    }

    private void save() {
        Stored.write(file, state);
    }

    private String random() {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String url64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
