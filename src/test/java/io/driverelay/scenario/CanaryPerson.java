package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.SignInDoors;
import io.driverelay.scenario.Canaries.Kind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Who signs in with a browser, and who tries without the right to. */
final class CanaryPerson {
    private final Canaries canaries;
    private final TestHome world;
    private final CanaryDoors doors;
    private final ConnectionDoors connections;
    private final SignInDoors signIns;

    CanaryPerson(Canaries canaries, TestHome world, CanaryDoors doors, ConnectionDoors connections) {
        this.canaries = canaries;
        this.world = world;
        this.doors = doors;
        this.connections = connections;
        this.signIns = new SignInDoors(world.signIn, URI.create("http://127.0.0.1:7071"));
    }

    void signInInEveryWay() {
        doors.call(Map.of("t", doors.presented("no-link.")), Map.of(), null, signIns::start);
        signIn(world.person, "access_denied", null);
        signIn(world.person, "server_error", null);
        doors.echoedToken(503, "temporarily_unavailable");
        signIn(world.person, null, null);
        doors.echoedToken(401, "invalid_client");
        signIn(world.person, null, null);
        signIn(world.person, null, Map.of("code", doors.presented("no-code-")));
        signIn(world.person, null, Map.of("state", doors.presented("no-state.")));
        signIn(world.person, null, Map.of("cookie", doors.presented("no-cookie-")));
        signIn(world.person, null, null);
        assertThat(world.connection().isReady()).isTrue();
        signIn("somebody-else-" + world.person, null, null);
        newLink();
        doors.call(
                Map.of(),
                Map.of(),
                null,
                (request, context) -> connections.endSignIn(request, world.connectionId, context));
    }

    /** Through link, authority and callback; with another parameter than the right one, if any. */
    void signIn(String who, String refusal, Map<String, String> wrong) {
        newLink();
        DoorCalls.Answer begun = doors.call(
                Map.of("t", world.signInUrl.getQuery().substring("t=".length())), Map.of(), null, signIns::start);
        String cookie = begun.headers().get("Set-Cookie").replaceAll(";.*", "").replaceAll(".*=", "");
        world.simulators.authority().signInAs(who);
        if (refusal != null) {
            world.simulators.authority().refuseNext(refusal);
        }
        Map<String, String> query =
                TestHome.redirectedTo(URI.create(begun.headers().get("Location")));
        Optional.ofNullable(query.get("code")).ifPresent(code -> canaries.secret(Kind.CODE, code));
        if (wrong != null) {
            query.putAll(wrong);
        }
        String brought = Optional.ofNullable(query.remove("cookie")).orElse(cookie);
        doors.call(query, Map.of("cookie", "sign-in=" + brought), null, signIns::callback);
    }

    private void newLink() {
        JsonNode made = CanaryDoors.json(doors.call(
                Map.of(),
                Map.of(),
                null,
                (request, context) -> connections.newSignIn(request, world.connectionId, context)));
        world.signInUrl = URI.create(made.path("signInUrl").asText());
    }
}
