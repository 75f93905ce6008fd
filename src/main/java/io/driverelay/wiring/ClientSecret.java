package io.driverelay.wiring;

import io.driverelay.azure.VaultSecrets.Secret;
import io.driverelay.connection.AuthorityFault;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The secret of the app registration, which the operator puts into the vault; white space around it comes of how it was put there. Read anew
 * each time, so that a new one counts at once. Its end, where the vault knows it, is told in the log once a day, and as a warning from thirty days before.
 */
final class ClientSecret implements Supplier<String> {
    private static final EventLog EVENTS = new EventLog();
    private static final String NAME = "onedrive-client-secret";
    private static final Duration WARNED_BEFORE = Duration.ofDays(30);
    private static final Duration BETWEEN = Duration.ofDays(1);

    private final Function<String, Optional<Secret>> vault;
    private final Clock clock;
    private Instant tellAt = Instant.MIN;

    ClientSecret(Function<String, Optional<Secret>> vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public String get() {
        Secret found = vault.apply(NAME)
                .filter(secret -> !secret.value().isBlank())
                .orElseThrow(() -> new AuthorityFault(
                        AuthorityFault.Kind.OPERATOR_MUST_ACT,
                        "the vault holds no secret " + NAME + ": the operator must put it there",
                        null,
                        null));
        tellOfItsEnd(found.expiresAt());
        return found.value().strip();
    }

    private synchronized void tellOfItsEnd(Instant expiresAt) {
        Instant now = clock.instant();
        if (now.isBefore(tellAt)) {
            return;
        }
        tellAt = now.plus(BETWEEN);
        boolean soon = expiresAt != null && !now.isBefore(expiresAt.minus(WARNED_BEFORE));
        EVENTS.write((soon ? Event.CLIENT_SECRET_EXPIRES : Event.CLIENT_SECRET_READ)
                .line()
                .with(Time.EXPIRES_AT, expiresAt));
    }
}
