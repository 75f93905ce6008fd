package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.Retention;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.RetentionDoor;
import java.util.Map;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

/** After a way back to an older version: a rule of retention has something that this one does not know. */
class UnknownRulesTest {
    private final TestHome home = TestHome.linked();
    private final TestShelf shelf = new TestShelf(home);
    private final DoorCalls calls = new DoorCalls(new StreamHandler());
    private final ConnectionDoors doors = new ConnectionDoors(
            home.create,
            new GetConnection(home.connections),
            home.change,
            new ConnectionDoors.Links(id -> null, id -> {}),
            home.remove,
            TestPushes.HOSTS);

    @Test
    void ruleAndItsPlanSayWhyNothingIsDeleted_untilThereIsAnother() {
        laid(3);
        home.change.change(
                home.connectionId,
                new ConnectionChange(null, null, null, new Retention(1, null, Retention.Of.ALL), null, null));
        assertThat(shown().has("unknownRules")).isFalse();
        assertThat(plan().path("retention")).isEqualTo(shown());
        assertThat(plan().path("deletes")).hasSize(2);

        addRule("keepWeekly");
        assertThat(shown().path("keepCopies").asInt()).isEqualTo(1);
        assertThat(shown().path("unknownRules")).extracting(JsonNode::asText).containsExactly("keepWeekly");
        assertThat(plan().path("retention")).isEqualTo(shown());
        assertThat(plan().path("deletes")).isEmpty();

        // sent back as it was shown it would delete what the unknown rule keeps
        assertThat(change("{\"retention\":" + shown() + "}").status()).isEqualTo(400);
        assertThat(change("{\"name\":\"House\"}").status()).isEqualTo(200);
        assertThat(shown().path("unknownRules")).hasSize(1);

        assertThat(change("{\"retention\":{\"keepCopies\":2,\"of\":\"all\"}}").status())
                .isEqualTo(200);
        assertThat(shown().has("unknownRules")).isFalse();
        assertThat(plan().path("deletes")).hasSize(1);
    }

    private void laid(int backups) {
        for (int n = 0; n < backups; n++) {
            shelf.put("b" + n + ".tar", "12345");
            shelf.put("b" + n + ".metadata.json", TestShelf.json(TestShelf.id(n), TestShelf.date(n)));
        }
    }

    private void addRule(String name) {
        var records = new StoredRecords(home.connectionString);
        String place = "connections/" + home.connectionId + ".json";
        String before = records.read(place);
        String after = before.replace("\"retention\":{", "\"retention\":{\"" + name + "\":4,");
        assertThat(after).isNotEqualTo(before);
        records.restore(place, after, records.metadata(place));
    }

    private DoorCalls.Answer change(String body) {
        return calls.call(
                Map.of(), Map.of(), body, (request, context) -> doors.change(request, home.connectionId, context));
    }

    private JsonNode shown() {
        return CanaryDoors.json(calls.call(
                        Map.of(), Map.of(), null, (request, context) -> doors.get(request, home.connectionId, context)))
                .path("retention");
    }

    private JsonNode plan() {
        var door = new RetentionDoor(new GetConnection(home.connections), home.tend);
        return CanaryDoors.json(calls.call(
                Map.of(), Map.of(), null, (request, context) -> door.plan(request, home.connectionId, context)));
    }
}
