package io.driverelay.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.local.packaging.TestPackage;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the genuine host tells a timer's function. */
class TimersOfTheHostTest {
    private static final String NEVER_RUN = "\\{\"Schedule\":\\{\"AdjustForDST\":true},\"ScheduleStatus\":"
            + "\\{\"Last\":\"0001-01-01T00:00:00\\+00:00\",\"Next\":\"20[0-9-]+T00:00:00\\+00:00\","
            + "\"LastUpdated\":\"0001-01-01T00:00:00\\+00:00\"},\"IsPastDue\":";

    @TempDir
    Path folder;

    private TestHost start() throws Exception {
        Map<String, String> settings = Map.of(
                "PANTRY",
                TestHost.azurite().connectionString(),
                "FOOD",
                "none",
                "CROWD",
                "nobody",
                "YEARLY",
                "0 0 0 1 1 *");
        return new TestHost(TestPackage.of(QueueApp.class, folder, "{\"version\":\"2.0\"}"), folder, settings);
    }

    @Test
    void timerOfSecondsHasNoStatus_oneOfMoreThanAMinuteHas() throws Exception {
        try (var host = start()) {
            host.awaitLog("Function\\.often\\.User .* often "
                    + "\\{\"Schedule\":\\{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}\n");
            host.awaitLog("Executing 'Functions\\.often' \\(Reason='Timer fired at ");
            host.send(
                    "POST", "/admin/functions/yearly", BodyPublishers.ofString("{}"), "x-functions-key", TestHost.KEY);
            host.awaitLog("yearly " + NEVER_RUN + "false}\n");
        }
    }

    @Test
    void runThatWasMissedComesAtTheNextStart_alsoWhenItWouldHaveBeenTheFirst() throws Exception {
        try (var host = start()) {
            host.awaitLog("often");
            assertThat(host.log()).doesNotContain("yearly {");
        }
        Path memory = folder.resolve("yearly.timer");
        List<String> remembered = Files.readAllLines(memory);
        Instant missed = Instant.now().minus(Duration.ofMinutes(3));
        Files.write(memory, List.of(remembered.get(0), remembered.get(1), missed.toString()));
        try (var host = start()) {
            host.awaitLog("yearly .*\"Last\":\"0001-01-01T00:00:00\\+00:00\".*\"IsPastDue\":true}\n");
        }
        try (var host = start()) {
            host.awaitLog("(?s)IsPastDue\":true.*often .*often");
            host.send(
                    "POST", "/admin/functions/yearly", BodyPublishers.ofString("{}"), "x-functions-key", TestHost.KEY);
            host.awaitLog("yearly .*\"Last\":\"20[0-9-]+T[0-9:.]+\\+00:00\",\"Next\":\"20[0-9-]+T00:00:00\\+00:00\"");
            assertThat(host.log().split("IsPastDue\":true", -1)).hasSize(2);
        }
    }
}
