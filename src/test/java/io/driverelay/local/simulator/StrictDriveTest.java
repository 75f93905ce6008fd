package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The simulated drive catches what a real one would refuse or punish. */
class StrictDriveTest extends SimulatorTest {
    @Test
    void appFolderMayBeCalledGraph_andNothingIsSeenWithoutAToken() throws Exception {
        assertThat(json(graph("GET", "/me/drive/special/approot", null))
                        .path("name")
                        .asText())
                .isEqualTo("Graph");
        token = "Ewnonsense";
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(401);
    }

    @Test
    void fragmentsMustComeInOrder_andTheDriveSaysWhereItStands() throws Exception {
        String url = session("a.bin", 2 * UNIT + 5);
        assertThat(fragment(url, UNIT, UNIT, 2 * UNIT + 5).statusCode()).isEqualTo(416);
        assertThat(fragment(url, 0, UNIT, 2 * UNIT + 5).statusCode()).isEqualTo(202);
        assertThat(fragment(url, 0, UNIT, 2 * UNIT + 5).statusCode()).isEqualTo(416);
        assertThat(json(send("GET", url, null, Map.of()))
                        .path("nextExpectedRanges")
                        .get(0)
                        .asText())
                .isEqualTo(UNIT + "-");
        assertThat(fragment(url, UNIT, UNIT + 5, 2 * UNIT + 5).statusCode()).isEqualTo(201);
        assertThat(send("GET", url, null, Map.of()).statusCode()).isEqualTo(404);
        assertThat(simulators.violations().all()).isEmpty();
    }

    /** So it is when a name with a colon was put into an address as it is. */
    @Test
    void addressThatNamesNothingOfGraphsIsNoQuestionOfTheMethod() throws Exception {
        String file = "/me/drive/special/approot:/a:_1.tar:/content";
        assertThat(graph("GET", file, null).statusCode()).isEqualTo(400);
        assertThat(graph("POST", "/me/drive/special/approot:/a.tar:/content", "{}")
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void wrongMultipleShowsOnlyAtTheEnd_andIsAViolation() throws Exception {
        String url = session("b.bin", 1000);
        assertThat(fragment(url, 0, 500, 1000).statusCode()).isEqualTo(202);
        assertThat(fragment(url, 500, 500, 1000).statusCode()).isEqualTo(400);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    @Test
    void tokenOnAnUploadUrlIsAViolation() throws Exception {
        String url = session("c.bin", 10);
        assertThat(send("GET", url, null, Map.of("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    @Test
    void callBeforeRetryAfterIsOverIsAViolation() throws Exception {
        simulators.faults().answerNext(1, "GET", "/me/drive$", 429, Map.of("Retry-After", "60"), "");
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(429);
        assertThat(simulators.violations().all()).isEmpty();
        graph("GET", "/me/drive", null);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAByteMoves_andATakenNameAtTheEnd() throws Exception {
        simulators.oneDrive().account("alex").setQuota(1000, 0);
        var full = graph(
                "POST", "/me/drive/special/approot:/d.bin:/createUploadSession", "{\"item\":{\"fileSize\":1001}}");
        assertThat(full.statusCode()).isEqualTo(507);
        assertThat(fragment(session("d.bin", 10), 0, 10, 10).statusCode()).isEqualTo(201);
        assertThat(fragment(session("d.bin", 10), 0, 10, 10).statusCode()).isEqualTo(409);
    }

    @Test
    void everythingIsThereAgainAfterARestart() throws Exception {
        String url = session("e.bin", UNIT + 5);
        fragment(url, 0, UNIT, UNIT + 5);
        simulators.close();
        simulators = Simulators.start(data, new Simulators.Options("Graph", false));

        assertThat(fragment(url, UNIT, 5, UNIT + 5).statusCode()).isEqualTo(201);
        var content = graph("GET", "/me/drive/special/approot:/e.bin:/content", null);
        assertThat(content.statusCode()).isEqualTo(302);
        String location = content.headers().firstValue("location").orElseThrow();
        assertThat(send("GET", location, null, Map.of("Range", "bytes=" + UNIT + "-"))
                        .body())
                .hasSize(5);
    }
}
