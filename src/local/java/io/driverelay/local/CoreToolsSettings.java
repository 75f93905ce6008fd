package io.driverelay.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of this start as a {@code local.settings.json}, with which {@code func start} runs the package on the genuine host beside it. */
public final class CoreToolsSettings {
    public static final String FILE = "local.settings.json";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CoreToolsSettings() {}

    /** @param jvmFlags with which the worker's JVM trusts the servers of this start */
    static void write(Path data, Map<String, String> settings, String hostStorage, List<String> jvmFlags)
            throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("FUNCTIONS_WORKER_RUNTIME", "java");
        values.put("AzureWebJobsStorage", hostStorage);
        values.put("languageWorkers__java__arguments", String.join(" ", jvmFlags));
        values.putAll(settings);
        Files.writeString(
                data.resolve(FILE), MAPPER.writeValueAsString(Map.of("IsEncrypted", false, "Values", values)));
    }
}
