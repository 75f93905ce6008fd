package io.driverelay.queries;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.local.azurite.NodeModules;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The portal's own analyser, over the tables of Application Insights. */
final class Analyser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Analyser() {}

    /** @param queries whole, by name */
    static Map<String, Analysis> analyse(Map<String, String> queries) {
        try {
            Path folder = NodeModules.installed("test/kusto", "the analyser of queries")
                    .folder();
            JsonNode tables =
                    JSON.readTree(folder.resolve("application-insights.json").toFile());
            byte[] asked = JSON.writeValueAsBytes(Map.of("tables", tables, "queries", queries));
            return JSON.readValue(run(folder.resolve("analyse.cjs"), asked), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] run(Path script, byte[] input) throws IOException {
        Process node = new ProcessBuilder("node", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = node.getOutputStream()) {
            in.write(input);
        }
        return node.getInputStream().readAllBytes();
    }
}
