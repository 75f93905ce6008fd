package io.driverelay.local.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is deployed. */
class PackageIT {
    private static final Path ZIP = Path.of("target", "azure-functions", "drive-relay.zip");
    private static final long MOST_BYTES = 20_000_000;

    private static List<String> entries() throws IOException {
        try (var zip = new ZipFile(ZIP.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void packageIsSmall_andHoldsWhatRunsAlone() throws IOException {
        assertThat(Files.size(ZIP)).isLessThan(MOST_BYTES);
        assertThat(entries())
                .contains("host.json", "relay/function.json")
                .noneMatch(name -> name.contains("local.settings") || name.contains("junit") || name.contains("gson"))
                .noneMatch(name -> name.contains("netty"));
    }

    @Test
    void nativeLibraryIsThePlatformsAlone() throws IOException {
        try (var zip = new ZipFile(ZIP.toFile())) {
            ZipEntry library = zip.stream()
                    .filter(entry -> entry.getName().startsWith("lib/conscrypt"))
                    .findFirst()
                    .orElseThrow();
            try (var jar = new ZipInputStream(zip.getInputStream(library))) {
                long natives = 0;
                for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                    if (entry.getName().startsWith("META-INF/native/") && !entry.isDirectory()) {
                        assertThat(entry.getName()).contains("linux-x86_64");
                        natives++;
                    }
                }
                assertThat(natives).isEqualTo(1);
            }
        }
    }
}
