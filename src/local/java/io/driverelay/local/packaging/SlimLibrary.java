package io.driverelay.local.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The native TLS library comes with code for five systems and its own documentation: the platform's system is kept. */
final class SlimLibrary {
    private static final String LIBRARY = "conscrypt-openjdk-uber-";
    private static final String NATIVE = "META-INF/native/";
    private static final String PLATFORM = "linux-x86_64";

    private SlimLibrary() {}

    /** Rewrites the library's jar in a folder, if it is there. */
    static void in(Path lib) throws IOException {
        if (!Files.isDirectory(lib)) {
            return;
        }
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar : jars.filter(file -> file.getFileName().toString().startsWith(LIBRARY))
                    .toList()) {
                rewrite(jar);
            }
        }
    }

    private static void rewrite(Path jar) throws IOException {
        Path slim = jar.resolveSibling(jar.getFileName() + ".slim");
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(slim))) {
            for (Enumeration<? extends ZipEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (isKept(entry.getName())) {
                    var copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    out.putNextEntry(copy);
                    try (InputStream content = in.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
        Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isKept(String entry) {
        boolean foreign = entry.startsWith(NATIVE) && !entry.equals(NATIVE) && !entry.contains(PLATFORM);
        return !foreign && !entry.endsWith(".html") && !entry.endsWith(".css");
    }
}
