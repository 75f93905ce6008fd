package io.driverelay.connection;

import io.driverelay.connection.Authority.Tokens;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.DriveFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** One connection's access token: renewed before its end, and used to its end while it cannot be renewed. */
final class CachedToken implements BearerTokens {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** What a call may last that begins with it. */
    private static final Duration USABLE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

    private final Supplier<Tokens> refresh;
    private final Clock clock;
    private String token;
    private Instant renewAt = Instant.MIN;
    private Instant endsAt = Instant.MIN;

    CachedToken(Supplier<Tokens> refresh, Clock clock) {
        this.refresh = refresh;
        this.clock = clock;
    }

    @Override
    public synchronized String current() {
        if (token == null || !clock.instant().isBefore(renewAt)) {
            renew();
        }
        return token;
    }

    @Override
    public synchronized String renewed(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
        return current();
    }

    private void renew() {
        try {
            keep(refresh.get());
        } catch (DriveFault fault) {
            Instant now = clock.instant();
            boolean worksOn = token != null && now.plus(USABLE).isBefore(endsAt);
            if (!worksOn || fault.kind() == DriveFault.Kind.SIGN_IN_REQUIRED) {
                throw fault;
            }
            renewAt = now.plus(BETWEEN_TRIES);
        }
    }

    private void keep(Tokens tokens) {
        Instant now = clock.instant();
        Duration half = tokens.validFor().dividedBy(2);
        token = tokens.accessToken();
        endsAt = now.plus(tokens.validFor());
        renewAt = endsAt.minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
    }
}
