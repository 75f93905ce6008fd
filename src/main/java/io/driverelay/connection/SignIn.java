package io.driverelay.connection;

import io.driverelay.connection.Connection.LastSignIn;
import io.driverelay.connection.SignIns.Pending;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A person's consent, from the link to its end in words. State is one-time, the browser that began it must end it, the code is PKCE's. */
public final class SignIn {
    private static final System.Logger LOG = System.getLogger(SignIn.class.getName());
    private static final Duration PENDING = Duration.ofMinutes(15);

    private final Connections connections;
    private final SignIns signIns;
    private final Authority authority;
    private final RedeemConsent consent;
    private final Secrets secrets;
    private final Clock clock;

    public SignIn(
            Connections connections,
            SignIns signIns,
            Authority authority,
            RedeemConsent consent,
            Secrets secrets,
            Clock clock) {
        this.connections = connections;
        this.signIns = signIns;
        this.authority = authority;
        this.consent = consent;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Where the browser goes next, and the cookie that it must bring back. */
    public record Beginning(URI redirect, String cookie) {
        @Override
        public String toString() {
            return "Beginning[]";
        }
    }

    /** How it ended; the connection is null where none is known. */
    public record Ending(SignInOutcome outcome, String detail, Connection connection) {}

    /** Empty when the link is unknown, over, or its connection is gone. */
    public Optional<Beginning> begin(String linkToken) {
        return signIns.findLink(linkToken)
                .filter(link -> clock.instant().isBefore(link.expiresAt()))
                .filter(link -> connections.find(link.connectionId()).isPresent())
                .map(link -> begin(link.connectionId(), secrets.next()));
    }

    /**
     * Ends it, and records how.
     *
     * @param cookie as the browser brought it
     * @param code empty when the authority reports an error
     * @param error OAuth's {@code error}
     */
    public Ending end(Optional<String> cookie, Optional<String> state, Optional<String> code, Optional<String> error) {
        Optional<Pending> pending = state.flatMap(signIns::takePending)
                .filter(taken -> clock.instant().isBefore(taken.expiresAt()))
                .filter(taken ->
                        cookie.filter(c -> Secrets.same(c, taken.cookie())).isPresent());
        if (pending.isEmpty()) {
            return new Ending(
                    SignInOutcome.LINK_EXPIRED,
                    "This sign-in is over, was used before, or was begun in another browser. Open the sign-in link again.",
                    null);
        }
        Ending ending = redeem(pending.get(), code, error);
        LOG.log(
                System.Logger.Level.INFO,
                "event=sign-in-ended connection={0} outcome={1}",
                pending.get().connectionId(),
                ending.outcome());
        return new Ending(
                ending.outcome(), ending.detail(), record(pending.get().connectionId(), ending));
    }

    private Beginning begin(String connectionId, String cookie) {
        String state = secrets.next();
        String verifier = secrets.next();
        signIns.createPending(new Pending(
                state, cookie, verifier, connectionId, clock.instant().plus(PENDING)));
        LOG.log(System.Logger.Level.INFO, "event=sign-in-started connection={0}", connectionId);
        return new Beginning(authority.consentAddress(state, verifier), cookie);
    }

    private Ending redeem(Pending pending, Optional<String> code, Optional<String> error) {
        if (error.isPresent() || code.isEmpty()) {
            return refused(error.orElse("no code"));
        }
        return consent.redeem(pending.connectionId(), code.get(), pending.codeVerifier());
    }

    private static Ending refused(String error) {
        return error.equals("access_denied")
                ? new Ending(
                        SignInOutcome.CONSENT_REFUSED,
                        "The consent was not given, so nothing was connected. Open the sign-in link again to change that.",
                        null)
                : new Ending(
                        SignInOutcome.TRY_AGAIN,
                        "Microsoft ended the sign-in without a consent. Open the sign-in link again.",
                        null);
    }

    /** The connection as it is now, or null when it is gone. What storage does here changes nothing of how the sign-in ended. */
    private Connection record(String connectionId, Ending ending) {
        var last = new LastSignIn(clock.instant(), ending.outcome(), ending.detail());
        try {
            return WriteRace.decide(
                    "connection " + connectionId,
                    () -> connections
                            .find(connectionId)
                            .map(read -> isRecorded(read.value(), ending)
                                    ? read
                                    : connections.replace(read.with(connection -> connection.withLastSignIn(last))))
                            .map(Versioned::value)
                            .orElse(null));
        } catch (StorageUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "event=sign-in-not-recorded connection={0}", connectionId);
            return null;
        }
    }

    /** With the link itself, and with its time. */
    private static boolean isRecorded(Connection connection, Ending ending) {
        return ending.outcome() == SignInOutcome.CONNECTED
                && connection.lastSignIn() != null
                && connection.lastSignIn().outcome() == SignInOutcome.CONNECTED;
    }
}
