package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.InMemoryConnections;
import io.driverelay.connection.InMemorySignIns;
import io.driverelay.connection.Secrets;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignIns;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInDoorsTest {
    @Test
    void personIsToldInWords_whenStorageFails() {
        SignIns failing = new InMemorySignIns() {
            @Override
            public Optional<Versioned<Link>> find(String linkId) {
                throw new StorageUnavailable("sign-ins of account secretname", null);
            }
        };
        var reply = doors(failing)
                .callback(
                        TestRequests.withQuery(Map.of("state", SignIns.Link.idOf("c") + ".s", "code", "c")),
                        TestRequests.invocation());

        assertThat(reply.getStatusCode()).isEqualTo(503);
        assertThat(reply.getHeader("Content-Type")).isEqualTo("text/html");
        assertThat(reply.getBody()).asString().contains("sign-in link again").doesNotContain("secretname");
    }

    @Test
    void forgedStateEndsInWords_andThePageLeaksNothing() {
        var reply = doors(new InMemorySignIns())
                .callback(
                        TestRequests.withQuery(Map.of("state", "forged", "code", "stolen")), TestRequests.invocation());

        assertThat(reply.getStatusCode()).isEqualTo(400);
        assertThat(reply.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.getHeader("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(reply.getBody()).asString().doesNotContain("forged").doesNotContain("stolen");
    }

    @Test
    void unknownLinkIsToldInWords() {
        var reply = doors(new InMemorySignIns())
                .start(TestRequests.withQuery(Map.of("t", "unknown")), TestRequests.invocation());

        assertThat(reply.getStatusCode()).isEqualTo(410);
        assertThat(reply.getHeader("Content-Type")).isEqualTo("text/html");
    }

    /** What is reached here needs neither the authority nor a drive. */
    private static SignInDoors doors(SignIns signIns) {
        var signIn = new SignIn(new InMemoryConnections(), signIns, null, null, new Secrets(), Clock.systemUTC());
        return new SignInDoors(signIn, URI.create("https://relay.example"));
    }
}
