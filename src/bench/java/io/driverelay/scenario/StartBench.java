package io.driverelay.scenario;

import io.driverelay.local.host.LocalHost;
import io.driverelay.local.simulator.Simulators;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.Cryptography;
import io.driverelay.transport.Download;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code mvn -Pbench -Dbench=start}: from the byte path's first wish for TLS to its first answer, in new JVMs under the platform's flags,
 * natively and by the JDK in turns. Doors that move no bytes never wish for it.
 */
final class StartBench {
    private static final int JVMS = 9;

    private StartBench() {}

    /** The measured JVM: {@code First <native or jdk> <address>}. */
    static final class First {
        public static void main(String[] args) throws IOException {
            long began = System.nanoTime();
            var cryptography = args[0].equals("native") ? Cryptography.quickest() : Cryptography.jdk();
            var tls = cryptography.tls();
            long built = System.nanoTime();
            try (var client = new ByteClient(ByteClientLimits.DEFAULT, () -> tls);
                    Download answer = client.get(URI.create(args[1]), Map.of(), abort -> {})) {
                answer.body().readAllBytes();
            }
            System.out.println((built - began) / 1_000_000 + " " + (System.nanoTime() - began) / 1_000_000);
        }
    }

    static void run() throws IOException {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "start");
        try (var simulators = Simulators.start(data, new Simulators.Options(Simulators.USUAL_APP_FOLDER, true))) {
            String address = simulators
                    .oneDrive()
                    .graphUrl()
                    .resolve("/_simulator/violations")
                    .toString();
            List<int[]> natives = new ArrayList<>();
            List<int[]> jdks = new ArrayList<>();
            for (int i = 0; i < JVMS; i++) {
                natives.add(one("native", address, simulators));
                jdks.add(one("jdk", address, simulators));
            }
            System.out.printf("medians of %d new JVMs: library or provider ready after, first answer after%n", JVMS);
            System.out.printf("native %4d ms %4d ms%n", median(natives, 0), median(natives, 1));
            System.out.printf("JDK    %4d ms %4d ms%n", median(jdks, 0), median(jdks, 1));
        }
    }

    private static int[] one(String tls, String address, Simulators simulators) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalHost.PLATFORM_FLAGS);
        command.addAll(simulators.certificates().trustFlags());
        command.addAll(List.of("-cp", Runner.classPath(), First.class.getName(), tls, address));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader().readLine();
        return Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static int median(List<int[]> all, int which) {
        return all.stream().mapToInt(one -> one[which]).sorted().toArray()[all.size() / 2];
    }
}
