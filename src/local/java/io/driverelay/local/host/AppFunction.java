package io.driverelay.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** One function of the package. */
record AppFunction(String name, JsonNode json, Method method, Invoker invoker) {
    private static final Pattern SETTING = Pattern.compile("%([^%]+)%");
    private static final Set<String> KNOWN =
            Set.of("httpTrigger in", "http out", "queueTrigger in", "queue out", "timerTrigger in");

    AppFunction {
        for (JsonNode binding : json.path("bindings")) {
            String kind = binding.path("type").asText() + " "
                    + binding.path("direction").asText();
            boolean byReturn =
                    kind.equals("queue out") && binding.path("name").asText().equals("$return");
            if (!KNOWN.contains(kind) || byReturn) {
                throw new IllegalStateException("the function " + name + " has the binding " + kind
                        + (byReturn ? " by its return value" : "") + "; this host knows HTTP, queues and timers alone");
            }
        }
    }

    static AppFunction load(Path file, ClassLoader loader, Invoker invoker) {
        JsonNode json = AppPackage.read(file);
        String entry = json.path("entryPoint").asText();
        int dot = entry.lastIndexOf('.');
        try {
            Method method = Arrays.stream(
                            loader.loadClass(entry.substring(0, dot)).getMethods())
                    .filter(candidate -> candidate.getName().equals(entry.substring(dot + 1)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the app has no method " + entry));
            return new AppFunction(file.getParent().getFileName().toString(), json, method, invoker);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "no jar of the package has the class for " + entry + " of "
                            + file.getParent().getFileName(),
                    e);
        }
    }

    Optional<JsonNode> binding(String type) {
        return StreamSupport.stream(json.path("bindings").spliterator(), false)
                .filter(binding -> binding.path("type").asText().equals(type))
                .findFirst();
    }

    JsonNode output(String type, String outputName) {
        return StreamSupport.stream(json.path("bindings").spliterator(), false)
                .filter(binding -> binding.path("type").asText().equals(type)
                        && binding.path("name").asText().equals(outputName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("function.json has no output " + outputName));
    }

    /** A text with each {@code %SETTING%} replaced by the setting. */
    static String resolved(String text) {
        return SETTING.matcher(text).replaceAll(named -> Matcher.quoteReplacement(setting(named.group(1))));
    }

    private static String setting(String key) {
        String value = System.getenv(key);
        if (value == null) {
            throw new IllegalStateException("the setting " + key + ", which a function's binding names, is missing");
        }
        return value;
    }
}
