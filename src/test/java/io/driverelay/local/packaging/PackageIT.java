package io.driverelay.local.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is deployed. */
class PackageIT {
    private static final Path ZIP = Path.of("target", "azure-functions", "drive-relay.zip");
    private static final Path BILL = Path.of("target", "azure-functions", "drive-relay.cdx.json");
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

    /** What its makers published, but for the library that is made slim. */
    @Test
    void billOfMaterialsNamesTheJarsOfThePackage_andNoOther() throws Exception {
        assumeFalse("offline=true".equals(System.getProperty("maven.network")), "Maven writes it when it is online");
        Map<String, String> named = new TreeMap<>();
        for (JsonNode part : new ObjectMapper().readTree(BILL.toFile()).path("components")) {
            for (JsonNode hash : part.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    named.put(
                            part.path("name").asText() + "-"
                                    + part.path("version").asText() + ".jar",
                            hash.path("content").asText());
                }
            }
        }
        Map<String, String> there = new TreeMap<>();
        try (var zip = new ZipFile(ZIP.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith("lib/")) {
                    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                    byte[] hash = sha256.digest(zip.getInputStream(entry).readAllBytes());
                    there.put(
                            entry.getName().substring("lib/".length()),
                            HexFormat.of().formatHex(hash));
                }
            }
        }
        assertThat(named.keySet()).isEqualTo(there.keySet());
        named.keySet().removeIf(jar -> jar.startsWith("conscrypt"));
        assertThat(there).containsAllEntriesOf(named);
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
