package io.driverelay.connection;

import io.driverelay.connection.SignIns.Link;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes and revokes the links with which a person begins to sign in: random, for one connection, which has one at a time. */
public final class SignInLinks {
    private static final EventLog EVENTS = new EventLog();

    private final SignIns signIns;
    private final Secrets secrets;
    private final URI publicUrl;
    private final Duration valid;
    private final Clock clock;

    public SignInLinks(SignIns signIns, Secrets secrets, URI publicUrl, Duration valid, Clock clock) {
        this.signIns = signIns;
        this.secrets = secrets;
        this.publicUrl = publicUrl;
        this.valid = valid;
        this.clock = clock;
    }

    /** Where the person goes; a credential, meant for that person alone. */
    public record Address(URI url, Instant expiresAt) {
        @Override
        public String toString() {
            return "Address[expiresAt=" + expiresAt + "]";
        }
    }

    /** For a connection that exists, or is about to. */
    Address create(String connectionId) {
        String token = Link.idOf(connectionId) + "." + secrets.next();
        Link link = Link.of(token, connectionId, clock.instant().plus(valid));
        signIns.put(link);
        EVENTS.write(Event.SIGN_IN_LINK_MADE.of(connectionId).with(Time.EXPIRES_AT, link.expiresAt()));
        return new Address(URI.create(publicUrl + "/api/sign-in/start?t=" + token), link.expiresAt());
    }

    /** A new one, which ends the earlier; refused for an unknown connection. */
    public Address create(Connections connections, String connectionId) {
        return create(GetConnection.orRefuse(connections, connectionId).value().id());
    }

    /** Ends it and what was begun with it; none is fine. Refused for an unknown connection. */
    public void revoke(Connections connections, String connectionId) {
        String linkId = Link.idOf(
                GetConnection.orRefuse(connections, connectionId).value().id());
        if (signIns.find(linkId).isPresent()) {
            signIns.delete(linkId);
            EVENTS.write(Event.SIGN_IN_LINK_REVOKED.of(connectionId));
        }
    }
}
