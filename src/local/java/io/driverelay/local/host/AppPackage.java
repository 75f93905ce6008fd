package io.driverelay.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A package as it was laid out: its functions, loaded, and its {@code host.json}. */
record AppPackage(List<AppFunction> functions, JsonNode hostJson) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static AppPackage load(Path folder, HostLog log) throws IOException {
        AppClassLoader loader = new AppClassLoader(folder);
        Thread.currentThread().setContextClassLoader(loader);
        JsonNode hostJson = read(folder.resolve("host.json"));
        Invoker invoker = new Invoker(injector(loader), loader, QueuePlan.isBase64(hostJson), log);
        try (Stream<Path> folders = Files.list(folder)) {
            List<AppFunction> functions = folders.map(own -> own.resolve("function.json"))
                    .filter(Files::exists)
                    .sorted()
                    .filter(AppPackage::isEnabled)
                    .map(file -> AppFunction.load(file, loader, invoker))
                    .toList();
            return new AppPackage(functions, hostJson);
        }
    }

    /** Switched off in its {@code function.json}, or by the setting {@code AzureWebJobs.<name>.Disabled}. */
    private static boolean isEnabled(Path functionJson) {
        String setting =
                System.getenv("AzureWebJobs." + functionJson.getParent().getFileName() + ".Disabled");
        boolean off = setting != null && (setting.equals("1") || setting.equalsIgnoreCase("true"));
        return !off && !read(functionJson).path("disabled").asBoolean();
    }

    static JsonNode read(Path json) {
        try {
            return MAPPER.readTree(json.toFile());
        } catch (IOException e) {
            throw new IllegalStateException("this file of the package cannot be read: " + json, e);
        }
    }

    /** A number of {@code host.json}'s {@code extensions}. */
    int extension(String section, String name, int otherwise) {
        return hostJson.path("extensions").path(section).path(name).asInt(otherwise);
    }

    String extensionText(String section, String name, String otherwise) {
        return hostJson.path("extensions").path(section).path(name).asText(otherwise);
    }

    private static FunctionInstanceInjector injector(ClassLoader loader) {
        List<FunctionInstanceInjector> found = ServiceLoader.load(FunctionInstanceInjector.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException("the app has more than one FunctionInstanceInjector");
        }
        return found.isEmpty() ? new PlainInjector() : found.get(0);
    }

    /** What the platform does where the app brings no injector. */
    private static final class PlainInjector implements FunctionInstanceInjector {
        @Override
        public <T> T getInstance(Class<T> functionClass) throws Exception {
            return functionClass.getDeclaredConstructor().newInstance();
        }
    }
}
