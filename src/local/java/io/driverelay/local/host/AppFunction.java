package io.driverelay.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** One function of the package. */
record AppFunction(String name, JsonNode json, Method method, Invoker invoker) {
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
            throw new IllegalStateException("the app has no class for " + entry, e);
        }
    }

    Optional<JsonNode> binding(String type) {
        return StreamSupport.stream(json.path("bindings").spliterator(), false)
                .filter(binding -> binding.path("type").asText().equals(type))
                .findFirst();
    }

    /** A text with {@code %SETTING%} replaced by the setting. */
    static String resolved(String text) {
        if (!text.startsWith("%") || !text.endsWith("%")) {
            return text;
        }
        String key = text.substring(1, text.length() - 1);
        String value = System.getenv(key);
        if (value == null) {
            throw new IllegalStateException("the setting " + key + ", which a function's binding names, is missing");
        }
        return value;
    }
}
