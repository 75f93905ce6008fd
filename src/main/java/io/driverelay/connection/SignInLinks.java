package io.driverelay.connection;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes the links with which a person begins to sign in: random, for one connection, for seven days. */
public final class SignInLinks {
    private static final Duration VALID = Duration.ofDays(7);

    private final SignIns signIns;
    private final Secrets secrets;
    private final URI publicUrl;
    private final Clock clock;

    public SignInLinks(SignIns signIns, Secrets secrets, URI publicUrl, Clock clock) {
        this.signIns = signIns;
        this.secrets = secrets;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Where the person goes; a credential, meant for that person alone. */
    public record Address(URI url, Instant expiresAt) {
        @Override
        public String toString() {
            return "Address[expiresAt=" + expiresAt + "]";
        }
    }

    /** For a connection that exists. */
    Address create(String connectionId) {
        signIns.deleteExpired(clock.instant());
        var link =
                new SignIns.Link(secrets.next(), connectionId, clock.instant().plus(VALID));
        signIns.createLink(link);
        return new Address(URI.create(publicUrl + "/api/sign-in/start?t=" + link.token()), link.expiresAt());
    }

    /** A new one; refused for an unknown connection. */
    public Address create(Connections connections, String connectionId) {
        return create(GetConnection.orRefuse(connections, connectionId).value().id());
    }
}
