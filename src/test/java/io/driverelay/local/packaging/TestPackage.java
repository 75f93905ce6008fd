package io.driverelay.local.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages one class of functions as an app of its own. */
public final class TestPackage {
    private TestPackage() {}

    public static Path of(Class<?> functions, Path folder, String hostJson) throws IOException {
        Path jar = folder.resolve("sample-1.0.jar");
        String name = functions.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream entries = new ZipOutputStream(out);
                var bytes = functions.getResourceAsStream("/" + name)) {
            entries.putNextEntry(new ZipEntry(name));
            bytes.transferTo(entries);
            entries.closeEntry();
        }
        Path host = Files.writeString(folder.resolve("sample-host.json"), hostJson);
        Path app = folder.resolve("app");
        PackageApp.lay(PackageApp.named(List.of(functions)), jar, host, app);
        return app;
    }
}
