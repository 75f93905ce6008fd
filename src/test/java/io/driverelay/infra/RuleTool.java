package io.driverelay.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool that {@code src/test/rules/prepare.sh} has fetched. */
record RuleTool(Path program) {
    /** @param output what it said, errors among it */
    record Said(int exit, String output) {}

    static Optional<RuleTool> ofPython(String name) {
        return find("ready", "venv/bin/" + name);
    }

    static Optional<RuleTool> ofGo(String name) {
        return find("bin/ready", "bin/" + name);
    }

    private static Optional<RuleTool> find(String stamp, String program) {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path cache = Path.of(environment.getOrDefault("RULES_CACHE", home + "/drive-relay/rules"));
        return Optional.of(new RuleTool(cache.resolve(program))).filter(tool -> Files.exists(cache.resolve(stamp)));
    }

    /** It calls nobody: no platform of the tool's maker hears of it. */
    Said run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(BC|PRISMA|CKV|CHECKOV)_.*"));
        builder.environment().put("LOG_LEVEL", "ERROR");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), output);
    }
}
