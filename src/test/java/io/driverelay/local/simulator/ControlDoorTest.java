package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The door for whoever plays with the simulated drive. */
class ControlDoorTest extends SimulatorTest {
    private java.net.http.HttpResponse<byte[]> call(String method, String route, String bodyOrNull) throws Exception {
        byte[] body = bodyOrNull == null ? null : bodyOrNull.getBytes(StandardCharsets.UTF_8);
        return send(
                method,
                simulators.oneDrive().graphUrl().resolve("/_simulator/" + route).toString(),
                body,
                Map.of());
    }

    /** N21. */
    @Test
    void lookingAtTheQuotaChangesNothing() throws Exception {
        String before = new String(call("GET", "quota", null).body(), StandardCharsets.UTF_8);
        String after = new String(call("GET", "quota?person=alex", null).body(), StandardCharsets.UTF_8);
        assertThat(after).isEqualTo(before).contains("\"total\":").doesNotContain("\"total\":0,");
    }

    /** N21. */
    @Test
    void methodThatIsNotMeantChangesNothing() throws Exception {
        for (String[] row : new String[][] {
            {"DELETE", "quota"}, {"PATCH", "quota"},
            {"GET", "behaviours"}, {"DELETE", "behaviours"},
            {"GET", "answers"}, {"DELETE", "answers"},
            {"POST", "received"}, {"DELETE", "violations"}
        }) {
            assertThat(call(row[0], row[1], null).statusCode())
                    .as(row[0] + " " + row[1])
                    .isEqualTo(405);
        }
    }

    /** N21. */
    @Test
    void whatIsNotUnderstoodIsA400WithWords() throws Exception {
        for (String route : List.of("quota", "behaviours", "answers")) {
            isNotUnderstood(route);
        }
    }

    private void isNotUnderstood(String route) throws Exception {
        for (String body : new String[] {
            "{broken", "[1]", "7", "\"x\"", "null", " ", "{\"person\":7,\"times\":\"x\"}", "[".repeat(5000)
        }) {
            var answer = call("POST", route, body);
            assertThat(answer.statusCode()).as(route + " " + body).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).contains("not what is understood here: ");
        }
    }

    /** N21. */
    @Test
    void whatCouldBreakLaterAnswersIsRefused() throws Exception {
        for (String row : List.of(
                "quota;{}",
                "quota;{\"totalBytes\":-1}",
                "quota;{\"totalBytes\":1.5}",
                "quota;{\"totalBytes\":1,\"usedBytes\":\"1\"}",
                "quota;{\"totalBytes\":1,\"person\":\"../x\"}",
                "behaviours;{\"everything\":null}",
                "behaviours;{\"itemsWithout\":[null]}",
                "behaviours;{\"noSuch\":1}",
                "quota;{\"totalBytes\":1,\"foo\":1}",
                "answers;{\"foo\":1}",
                "person;{}",
                "person;{\"person\":\"../x\"}",
                "answers;{\"path\":\"(\"}",
                "answers;{\"status\":9}",
                "answers;{\"times\":\"three\"}",
                "answers;{\"headers\":{\"a b\":\"c\"}}",
                "answers;{\"headers\":[1]}")) {
            String[] parts = row.split(";", 2);
            assertThat(call("POST", parts[0], parts[1]).statusCode()).as(row).isEqualTo(400);
            assertThat(graph("GET", "/me/drive", null).statusCode()).as(row).isEqualTo(200);
        }
    }
}
