package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ParameterizedTest
    @CsvSource({
        "DELETE,quota",
        "PATCH,quota",
        "GET,behaviours",
        "DELETE,behaviours",
        "GET,answers",
        "DELETE,answers",
        "POST,received",
        "DELETE,violations"
    })
    void methodThatIsNotMeantChangesNothing(String method, String route) throws Exception {
        assertThat(call(method, route, null).statusCode()).isEqualTo(405);
    }

    /** N21. */
    @ParameterizedTest
    @ValueSource(strings = {"quota", "behaviours", "answers"})
    void whatIsNotUnderstoodIsA400WithWords(String route) throws Exception {
        for (String body : new String[] {
            "{broken", "[1]", "7", "\"x\"", "null", " ", "{\"person\":7,\"times\":\"x\"}", "[".repeat(5000)
        }) {
            var answer = call("POST", route, body);
            assertThat(answer.statusCode()).as(route + " " + body).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).contains("not what is understood here: ");
        }
    }

    /** N21. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "quota;{}",
                "quota;{\"totalBytes\":-1}",
                "quota;{\"totalBytes\":1.5}",
                "quota;{\"totalBytes\":1,\"usedBytes\":\"1\"}",
                "quota;{\"totalBytes\":1,\"person\":\"../x\"}",
                "behaviours;{\"everything\":null}",
                "behaviours;{\"itemsWithout\":[null]}",
                "behaviours;{\"noSuch\":1}",
                "answers;{\"path\":\"(\"}",
                "answers;{\"status\":9}",
                "answers;{\"times\":\"three\"}",
                "answers;{\"headers\":{\"a b\":\"c\"}}",
                "answers;{\"headers\":[1]}"
            })
    void whatCouldBreakLaterAnswersIsRefused(String route, String body) throws Exception {
        assertThat(call("POST", route, body).statusCode()).isEqualTo(400);
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(200);
    }
}
