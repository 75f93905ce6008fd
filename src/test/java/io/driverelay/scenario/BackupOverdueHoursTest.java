package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.connection.GetConnection;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.StatusDoors;
import java.util.Map;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After how long without a backup its operator is told, as a connection's setting. */
class BackupOverdueHoursTest {
    private static final String SETTING = "backupOverdueHours";

    private final TestHome home = TestHome.linked();
    private final DoorCalls calls = new DoorCalls(new StreamHandler());
    private final ConnectionDoors doors = new ConnectionDoors(
            home.create,
            new GetConnection(home.connections),
            home.change,
            new ConnectionDoors.Links(id -> null, id -> {}),
            home.remove,
            TestPushes.HOSTS);

    @ParameterizedTest
    @CsvSource({"{}, null", "{\"backupOverdueHours\":null}, null", "{\"backupOverdueHours\":48}, 48"})
    void connectionIsMadeWithHoursOfItsOwn_orWithNone(String body, String shown) {
        var made = calls.call(Map.of(), Map.of(), body, doors::create);

        assertThat(made.status()).isEqualTo(201);
        home.connectionId = CanaryDoors.json(made).path("id").asText();
        assertThat(shown().path(SETTING).asText()).isEqualTo(shown);
        assertThat(status().path(SETTING).asText()).isEqualTo(shown);
        home.signInUrl = home.links.create(home.connections, home.connectionId).url();
        home.signIn(home.person);
        assertThat(shown().path(SETTING).asText()).as("signed in").isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "8760", "36.0"})
    void homeMayHaveItsOwn(String hours) {
        JsonNode changed = CanaryDoors.json(change("{\"backupOverdueHours\":" + hours + "}"));

        assertThat(changed.path(SETTING).isInt()).isTrue();
        assertThat(changed.path(SETTING).asInt()).isEqualTo((int) Double.parseDouble(hours));
        assertThat(shown().path(SETTING)).isEqualTo(changed.path(SETTING));
        assertThat(status().path(SETTING)).isEqualTo(changed.path(SETTING));
        assertThat(listed().path(SETTING)).isEqualTo(changed.path(SETTING));
    }

    @Test
    void whatIsLeftOutStays_andNullTakesItBack() {
        change("{\"backupOverdueHours\":48}");

        assertThat(CanaryDoors.json(change("{\"name\":\"House\"}"))
                        .path(SETTING)
                        .asInt())
                .isEqualTo(48);
        JsonNode back = CanaryDoors.json(change("{\"backupOverdueHours\":null,\"name\":null}"));
        assertThat(back.path(SETTING).isNull()).isTrue();
        assertThat(back.path("name").asText()).isEqualTo("House");
        assertThat(status().path(SETTING).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1|must be from 0 to 8760",
                "8761|must be from 0 to 8760",
                "2147483649|must be from 0 to 8760",
                "9223372036854775808|must be a whole number",
                "1.5|must be a whole number",
                "\"48\"|must be a whole number",
                "true|must be a whole number",
                "[48]|must be a whole number",
                "{}|must be a whole number"
            })
    void whatIsNoSuchNumberIsNamed_andNothingIsChanged(String hours, String detail) {
        change("{\"backupOverdueHours\":48}");
        JsonNode before = shown();
        String body = "{\"name\":\"Another\",\"deletePermanently\":7,\"backupOverdueHours\":" + hours + "}";

        for (var refused : new DoorCalls.Answer[] {change(body), calls.call(Map.of(), Map.of(), body, doors::create)}) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(CanaryDoors.json(refused).path("errors"))
                    .extracting(error -> error.path("pointer").asText() + " "
                            + error.path("detail").asText())
                    .containsExactlyInAnyOrder(
                            "/backupOverdueHours " + detail, "/deletePermanently must be true or false");
        }
        assertThat(shown()).isEqualTo(before);
    }

    private DoorCalls.Answer change(String body) {
        return calls.call(
                Map.of(), Map.of(), body, (request, context) -> doors.change(request, home.connectionId, context));
    }

    private JsonNode shown() {
        return CanaryDoors.json(calls.call(
                Map.of(), Map.of(), null, (request, context) -> doors.get(request, home.connectionId, context)));
    }

    private JsonNode listed() {
        return CanaryDoors.json(calls.call(Map.of(), Map.of(), null, doors::list))
                .at("/items/0");
    }

    private JsonNode status() {
        var status = new StatusDoors(home.keys, home.status);
        for (JsonNode one : CanaryDoors.json(calls.call(Map.of(), Map.of(), null, status::all))
                .path("items")) {
            if (one.path("connectionId").asText().equals(home.connectionId)) {
                return one;
            }
        }
        throw new AssertionError("not in the status");
    }
}
