package io.driverelay.model;

import io.driverelay.connection.Authority;
import io.driverelay.connection.AuthorityFault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sign-in service: a code is {@code code-<drive>}, each refresh rotates, and a person may revoke everything. */
final class ModelAuthority implements Authority {
    private static final Duration VALID = Duration.ofHours(1);

    private final Effects effects;
    private final ModelClock clock;
    private final Map<String, Grant> access = new HashMap<>();
    private final Map<String, Grant> refresh = new HashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();
    private int lastToken;

    private record Grant(String drive, int generation, Instant until) {}

    ModelAuthority(Effects effects, ModelClock clock) {
        this.effects = effects;
        this.clock = clock;
    }

    @Override
    public URI consentAddress(String state, String codeVerifier) {
        return URI.create("https://authority.invalid/?state=" + state);
    }

    @Override
    public Tokens redeem(String code, String codeVerifier) {
        return effects.write("Authority.redeem", () -> grant(code.substring("code-".length())), this::unavailable);
    }

    @Override
    public Tokens refresh(String refreshToken) {
        return effects.write(
                "Authority.refresh",
                () -> {
                    Grant known = refresh.get(refreshToken);
                    if (known == null || known.generation() != generation(known.drive())) {
                        throw new AuthorityFault(AuthorityFault.Kind.SIGN_IN_REQUIRED, "invalid_grant", null, null);
                    }
                    return grant(known.drive());
                },
                this::unavailable);
    }

    /** The person takes back what was granted. */
    void revoke(String drive) {
        generations.merge(drive, 1, Integer::sum);
    }

    synchronized boolean accepts(String accessToken) {
        Grant known = access.get(accessToken);
        return known != null
                && known.generation() == generation(known.drive())
                && clock.trueTime().isBefore(known.until());
    }

    synchronized String driveOf(String accessToken) {
        return access.get(accessToken).drive();
    }

    private synchronized Tokens grant(String drive) {
        var granted = new Grant(drive, generation(drive), clock.trueTime().plus(VALID));
        String token = "token-" + ++lastToken;
        access.put(token, granted);
        refresh.put("refresh-" + lastToken, granted);
        return new Tokens(token, VALID, Optional.of("refresh-" + lastToken), Set.of("Files.ReadWrite.AppFolder"));
    }

    private int generation(String drive) {
        return generations.getOrDefault(drive, 0);
    }

    private AuthorityFault unavailable() {
        return new AuthorityFault(AuthorityFault.Kind.UNAVAILABLE, "503", null, null);
    }
}
