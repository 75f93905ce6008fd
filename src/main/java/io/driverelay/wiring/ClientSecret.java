package io.driverelay.wiring;

import io.driverelay.connection.AuthorityFault;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The secret of the app registration, which the operator puts into the vault; white space around it comes of how it was put there. Read anew
 * each time, so that a new one counts at once.
 */
record ClientSecret(Function<String, Optional<String>> vault) implements Supplier<String> {
    private static final String NAME = "onedrive-client-secret";

    @Override
    public String get() {
        return vault.apply(NAME)
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .orElseThrow(() -> new AuthorityFault(
                        AuthorityFault.Kind.OPERATOR_MUST_ACT,
                        "the vault holds no secret " + NAME + ": the operator must put it there",
                        null,
                        null));
    }
}
