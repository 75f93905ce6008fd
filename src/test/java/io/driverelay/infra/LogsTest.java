package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written of each call, by {@code host.json}. */
class LogsTest {
    private static final List<String> ORDER = List.of("Trace", "Debug", "Information", "Warning", "Error", "Critical");
    private static JsonNode logging;

    @BeforeAll
    static void readHostJson() throws IOException {
        logging = new ObjectMapper()
                .readTree(Files.readString(Path.of("host.json")))
                .path("logging");
    }

    /** L6. Whoever calls, with a key or without: a call that succeeds leaves no line of the host, and no request. */
    @Test
    void nobodyFillsTheLogByCalling() {
        assertThat(Functions.ofHttp())
                .hasSizeGreaterThan(15)
                .contains("health", "status", "connectionStatus")
                .allSatisfy(name -> assertThat(isWritten("Information", "Function." + name))
                        .as(name)
                        .isFalse());
        assertThat(isWritten("Information", "Host.Results")).isFalse();
        assertThat(isWritten("Information", "Microsoft.AspNetCore.Hosting.Diagnostics"))
                .isFalse();
        assertThat(isWritten("Information", "Microsoft.Azure.WebJobs.Script.WebHost.Middleware.SystemTraceMiddleware"))
                .isFalse();
    }

    /** L6. */
    @Test
    void failuresAndOurOwnLinesAreWritten_ofEachFunction() {
        assertThat(Functions.names()).allSatisfy(name -> {
            assertThat(isWritten("Information", "Function." + name + ".User"))
                    .as(name)
                    .isTrue();
            assertThat(isWritten("Error", "Function." + name)).as(name).isTrue();
        });
        assertThat(isWritten("Error", "Host.Results")).isTrue();
        assertThat(isWritten("Information", "Host.Aggregator")).isTrue();
    }

    /** Nobody outside decides how many of them there are. */
    @Test
    void turnsAndPassesAreWritten() {
        assertThat(Functions.names())
                .filteredOn(name -> !Functions.ofHttp().contains(name))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(isWritten("Information", "Function." + name))
                        .as(name)
                        .isTrue());
    }

    @Test
    void whatIsWrittenIsKeptWhole() {
        assertThat(logging.at("/applicationInsights/samplingSettings/excludedTypes")
                        .asText())
                .contains("Request", "Exception", "Trace");
    }

    /** As the host chooses: the longest category that begins the line's. A wildcard is not understood everywhere. */
    private static boolean isWritten(String level, String category) {
        String least = logging.path("logLevel").properties().stream()
                .filter(rule -> category.startsWith(rule.getKey()))
                .max(Comparator.comparingInt(rule -> rule.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(logging.at("/logLevel/default"))
                .asText();
        assertThat(ORDER).contains(least);
        return ORDER.indexOf(level) >= ORDER.indexOf(least);
    }
}
