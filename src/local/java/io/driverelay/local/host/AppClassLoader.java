package io.driverelay.local.host;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The app's jar and its {@code lib/}. Of the host it sees the platform's own types and Gson, which the platform's worker bundles as it is and
 * asks first, so that it shadows the app's own.
 */
final class AppClassLoader extends URLClassLoader {
    private static final List<String> OF_THE_WORKER = List.of("com.microsoft.azure.functions.", "com.google.gson.");

    AppClassLoader(Path packageFolder) throws IOException {
        super(jars(packageFolder), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OF_THE_WORKER.stream().anyMatch(name::startsWith)) {
            return AppClassLoader.class.getClassLoader().loadClass(name);
        }
        return super.loadClass(name, resolve);
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve("lib"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList()) {
                        urls.add(url(jar));
                    }
                }
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
