package io.driverelay.connection;

import io.driverelay.connection.Connection.LastSignIn;
import io.driverelay.connection.SignIns.Consent;
import io.driverelay.connection.SignIns.Link;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A person's consent, from the link to its end in words. State is one-time, the browser that began it must end it, the code is PKCE's. */
public final class SignIn {
    private static final EventLog EVENTS = new EventLog();
    private static final Duration CONSENT = Duration.ofMinutes(15);

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

    /** A consent that was taken out, with the link it was begun with. */
    private record Taken(Link link, Consent consent) {
        @Override
        public String toString() {
            return "Taken[" + link + "]";
        }
    }

    /**
     * Empty when the link is unknown, used, revoked, over, or its connection is gone. Somebody else who opens it meanwhile, or a program that
     * previews it, ends nobody's consent, unless three come.
     */
    public Optional<Beginning> begin(String linkToken) {
        return WriteRace.decide(
                "a sign-in link",
                () -> signIns.find(Link.idIn(linkToken))
                        .filter(read -> read.value().isOf(linkToken))
                        .filter(read -> clock.instant().isBefore(read.value().expiresAt()))
                        .filter(read ->
                                connections.find(read.value().connectionId()).isPresent())
                        .map(this::begin));
    }

    /**
     * Ends it, and records how.
     *
     * @param cookie as the browser brought it
     * @param code empty when the authority reports an error
     * @param error OAuth's {@code error}
     */
    public Ending end(Optional<String> cookie, Optional<String> state, Optional<String> code, Optional<String> error) {
        Optional<Taken> taken = state.flatMap(this::take)
                .filter(one -> clock.instant().isBefore(one.consent().expiresAt()))
                .filter(one -> cookie.filter(c ->
                                Secrets.same(Secrets.sha256(c), one.consent().cookieHash()))
                        .isPresent());
        if (taken.isEmpty()) {
            return new Ending(
                    SignInOutcome.LINK_EXPIRED,
                    "This sign-in is over, was used before, or was begun in another browser. Open the sign-in link again.",
                    null);
        }
        String connectionId = taken.get().link().connectionId();
        Ending ending = redeem(taken.get(), code, error);
        EVENTS.write(Event.SIGN_IN_ENDED.of(connectionId).with(Text.OUTCOME, ending.outcome()));
        if (ending.outcome() == SignInOutcome.CONNECTED) {
            useUp(taken.get().link());
        }
        return new Ending(ending.outcome(), ending.detail(), record(connectionId, ending));
    }

    private Beginning begin(Versioned<Link> read) {
        String state = read.value().id() + "." + secrets.next();
        String cookie = secrets.next();
        String verifier = secrets.next();
        var begun = new Consent(
                Secrets.sha256(state),
                Secrets.sha256(cookie),
                verifier,
                clock.instant().plus(CONSENT));
        signIns.replace(read.with(link -> link.with(begun)));
        EVENTS.write(Event.SIGN_IN_STARTED.of(read.value().connectionId()));
        return new Beginning(authority.consentAddress(state, verifier), cookie);
    }

    /** Whoever comes second gets nothing, on any instance. */
    private Optional<Taken> take(String state) {
        String hash = Secrets.sha256(state);
        return WriteRace.decide(
                "a sign-in link",
                () -> signIns.find(Link.idIn(state))
                        .flatMap(read -> read.value().consents().stream()
                                .filter(consent -> Secrets.same(consent.stateHash(), hash))
                                .findFirst()
                                .map(consent -> {
                                    signIns.replace(read.with(link -> link.without(consent)));
                                    return new Taken(read.value(), consent);
                                })));
    }

    /** Unless another was made meanwhile. Where it cannot be deleted it ends by its time, and opens no other drive than this one. */
    private void useUp(Link used) {
        try {
            WriteRace.decide("a sign-in link", () -> {
                signIns.find(used.id())
                        .filter(read -> read.value().tokenHash().equals(used.tokenHash()))
                        .ifPresent(signIns::delete);
                return true;
            });
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.SIGN_IN_LINK_NOT_ENDED.of(used.connectionId()));
        }
    }

    private Ending redeem(Taken taken, Optional<String> code, Optional<String> error) {
        if (error.isPresent() || code.isEmpty()) {
            return refused(error.orElse("no code"));
        }
        return consent.redeem(
                taken.link().connectionId(), code.get(), taken.consent().codeVerifier());
    }

    private static Ending refused(String error) {
        return error.equals("access_denied")
                ? new Ending(
                        SignInOutcome.CONSENT_REFUSED,
                        "The consent was not given, so nothing was connected. Open the sign-in link again to change that.",
                        null)
                : new Ending(
                        SignInOutcome.TRY_AGAIN,
                        "Microsoft could not end the sign-in now, and nothing was connected. Open the sign-in link again.",
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
            EVENTS.write(Event.SIGN_IN_NOT_RECORDED.of(connectionId));
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
