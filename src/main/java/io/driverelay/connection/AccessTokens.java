package io.driverelay.connection;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.DriveFault;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens of connections, refreshed when they are about to expire, one refresh at a time each, kept in memory alone. */
public final class AccessTokens {
    private static final System.Logger LOG = System.getLogger(AccessTokens.class.getName());
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Connections connections;
    private final RefreshTokens refreshTokens;
    private final Authority authority;
    private final ConnectionListener listener;
    private final Clock clock;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    public AccessTokens(
            Connections connections,
            RefreshTokens refreshTokens,
            Authority authority,
            ConnectionListener listener,
            Clock clock) {
        this.connections = connections;
        this.refreshTokens = refreshTokens;
        this.authority = authority;
        this.listener = listener;
        this.clock = clock;
    }

    /** One connection's; no request is made by it. */
    public BearerTokens of(String connectionId) {
        return sources.computeIfAbsent(connectionId, Source::new);
    }

    private final class Source implements BearerTokens {
        private final String connectionId;
        private String token;
        private Instant renewAt = Instant.MIN;

        Source(String connectionId) {
            this.connectionId = connectionId;
        }

        @Override
        public synchronized String current() {
            if (token == null || !clock.instant().isBefore(renewAt)) {
                refresh();
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

        private void refresh() {
            try {
                refreshOnce();
            } catch (StorageUnavailable e) {
                throw new DriveFault(DriveFault.Kind.UNREACHABLE, "the vault or the records cannot be reached", e);
            }
        }

        /** The version read before the refresh is the one that may be marked as lapsed: a sign-in that came meanwhile stands. */
        private void refreshOnce() {
            Versioned<Connection> before = connections
                    .find(connectionId)
                    .filter(read -> read.value().isReady())
                    .orElseThrow(AccessTokens::lapsed);
            String refreshToken = refreshTokens.find(connectionId).orElse(null);
            if (refreshToken == null) {
                throw markLapsed(before);
            }
            try {
                keep(authority.refresh(refreshToken), refreshToken);
            } catch (AuthorityFault fault) {
                throw asDriveFault(fault, before);
            }
        }

        private void keep(Authority.Tokens tokens, String old) {
            token = tokens.accessToken();
            renewAt = clock.instant().plus(tokens.validFor()).minus(MARGIN);
            tokens.refreshToken().filter(rotated -> !rotated.equals(old)).ifPresent(this::storeRotated);
        }

        /** The old one stays valid: a failure costs nothing now. */
        private void storeRotated(String rotated) {
            try {
                refreshTokens.store(connectionId, rotated);
                if (connections.find(connectionId).isEmpty()) {
                    // removed while the authority answered: no credential outlives its connection
                    refreshTokens.delete(connectionId);
                }
            } catch (StorageUnavailable e) {
                LOG.log(System.Logger.Level.WARNING, "event=rotated-token-not-stored connection={0}", connectionId);
            }
        }

        private DriveFault asDriveFault(AuthorityFault fault, Versioned<Connection> before) {
            return switch (fault.kind()) {
                case SIGN_IN_REQUIRED -> markLapsed(before);
                case OPERATOR_MUST_ACT -> new DriveFault(DriveFault.Kind.OPERATOR_MUST_ACT, fault.getMessage(), fault);
                case UNAVAILABLE -> new DriveFault(DriveFault.Kind.UNREACHABLE, fault.getMessage(), fault);
            };
        }

        private DriveFault markLapsed(Versioned<Connection> before) {
            try {
                Connection lapsed = connections
                        .replace(before.with(connection -> connection.withSignInRequired(true)))
                        .value();
                LOG.log(System.Logger.Level.WARNING, "event=sign-in-lapsed connection={0}", connectionId);
                listener.signInLapsed(lapsed);
                return lapsed();
            } catch (ChangedMeanwhile e) {
                // perhaps somebody signed in just now: the next try finds out
                return new DriveFault(DriveFault.Kind.UNREACHABLE, "the sign-in changed while it was used", e);
            }
        }
    }

    private static DriveFault lapsed() {
        return new DriveFault(DriveFault.Kind.SIGN_IN_REQUIRED, "the sign-in has lapsed");
    }
}
