package io.driverelay.local.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages a class of functions as an app of its own. */
public final class TestPackage {
    private TestPackage() {}

    public static Path of(Class<?> functions, Path folder, String hostJson) throws IOException {
        Path jar = jar(folder.resolve("sample-1.0.jar"), List.of(functions), List.of());
        return laid(functions, jar, folder, hostJson);
    }

    /**
     * With an injector, and with classes in {@code lib/}.
     *
     * @param injectors named under {@code META-INF/services}
     */
    public static Path of(
            Class<?> functions, List<Class<?>> injectors, List<Class<?>> library, Path folder, String hostJson)
            throws IOException {
        List<Class<?>> own = new java.util.ArrayList<>(injectors);
        own.add(functions);
        Path app = laid(functions, jar(folder.resolve("sample-1.0.jar"), own, injectors), folder, hostJson);
        jar(Files.createDirectories(app.resolve("lib")).resolve("library.jar"), library, List.of());
        return app;
    }

    private static Path laid(Class<?> functions, Path jar, Path folder, String hostJson) throws IOException {
        Path host = Files.writeString(folder.resolve("sample-host.json"), hostJson);
        Path app = folder.resolve("app");
        PackageApp.lay(PackageApp.named(List.of(functions)), jar, host, app);
        return app;
    }

    private static Path jar(Path jar, List<Class<?>> classes, List<Class<?>> injectors) throws IOException {
        try (var entries = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> one : classes) {
                String name = one.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new ZipEntry(name));
                try (InputStream bytes = one.getResourceAsStream("/" + name)) {
                    bytes.transferTo(entries);
                }
                entries.closeEntry();
            }
            if (!injectors.isEmpty()) {
                String service = "com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector";
                entries.putNextEntry(new ZipEntry("META-INF/services/" + service));
                String names =
                        String.join("\n", injectors.stream().map(Class::getName).toList());
                entries.write(names.getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        }
        return jar;
    }
}
