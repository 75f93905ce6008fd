package io.driverelay.scenario;

import io.driverelay.local.host.LocalHost;
import io.driverelay.upload.Upload;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Main of {@code mvn -Pbench}: the relay beside a bare loop (ranged GET into PUT over the JDK's blocking sockets, no hash, no records), in
 * turns, in one JVM under the platform's flags; the storage emulator and the drive are other processes.
 */
public final class RelayBench {
    private static final int ROUNDS = 5;
    private static final int MIB = 512;

    private RelayBench() {}

    public static void main(String[] args) throws Exception {
        System.out.println("Staging " + ROUNDS + " × " + MIB + " MiB …");
        TestHome home = TestHome.linked();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalHost.PLATFORM_FLAGS);
        command.addAll(List.of("-Xmx128m", "-cp", classPath(), RelayBenchLoop.class.getName()));
        command.add(home.connectionString);
        command.add(home.simulators.oneDrive().graphUrl().toString());
        command.add(home.tokens.of(home.connectionId).current());
        for (int round = 0; round < ROUNDS; round++) {
            Upload upload = staged(home, round);
            command.add(home.connectionId + "/" + upload.id());
        }
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        System.exit(code);
    }

    private static Upload staged(TestHome home, int round) throws IOException {
        byte[] block = new byte[8 << 20];
        new Random(round).nextBytes(block);
        var request = home.file("bench-" + round + ".bin", (long) MIB << 20, null);
        var blocks = new io.driverelay.intake.UploadRequest(
                request.kind(),
                request.destination(),
                request.sizeBytes(),
                null,
                io.driverelay.upload.Transfer.BLOCKS,
                null,
                null);
        var opened = home.open.open(home.connection(), home.key, blocks, Optional.empty());
        for (int n = 0; n < MIB / 8; n++) {
            put(opened.staging().url(), n, block);
        }
        return home.commit.commit(home.connectionId, opened.upload().id(), Optional.empty());
    }

    private static void put(URI url, int number, byte[] block) throws IOException {
        String id = java.util.Base64.getUrlEncoder()
                .encodeToString(String.format("%06d", number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var connection = (java.net.HttpURLConnection)
                URI.create(url + "&comp=block&blockid=" + id).toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(block.length);
        try (var out = connection.getOutputStream()) {
            out.write(block);
        }
        if (connection.getResponseCode() != 201) {
            throw new IOException("staging answered " + connection.getResponseCode());
        }
    }

    private static String classPath() {
        ClassLoader loader = RelayBench.class.getClassLoader();
        return loader instanceof URLClassLoader urls
                ? String.join(
                        File.pathSeparator,
                        Arrays.stream(urls.getURLs())
                                .map(url -> new File(URI.create(url.toString())).toString())
                                .toList())
                : System.getProperty("java.class.path");
    }
}
