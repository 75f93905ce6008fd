package io.driverelay.scenario;

import io.driverelay.local.host.LocalHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Main of {@code mvn -Pbench}: the relay beside a bare loop (ranged GET into PUT over the JDK's blocking sockets, no hash, no records), each
 * in a JVM of its own, in turns; the storage emulator and the drive are other processes. Over http the bare loop runs under the platform's
 * flags as the relay does, beside other clients; with {@code -Dbench=tls} over https, with a full JIT. {@code -Dbench=start}: {@link StartBench}; {@code -Dbench=scale}: {@link ScaleBench};
 * {@code -Dbench=list}: {@link ListBench}.
 */
public final class RelayBench {
    private static final int MIB = 512;

    private final TestHome home;
    private final boolean tls;
    private final Map<Contestant, List<Figure>> figures = new LinkedHashMap<>();

    private RelayBench(boolean tls) {
        this.tls = tls;
        this.home = TestHome.linked();
    }

    public static void main(String[] args) {
        try {
            switch (System.getProperty("bench", "")) {
                case "start" -> StartBench.run();
                case "scale" -> ScaleBench.run();
                case "list" -> ListBench.run();
                case "tls" -> {
                    SSLContext.setDefault(
                            World.get(true).simulators.certificates().clientContext());
                    new RelayBench(true).run();
                }
                default -> new RelayBench(false).run();
            }
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            // the simulators' threads would keep this JVM for ever
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws IOException {
        List<Contestant> contestants = tls ? Contestant.overTls() : Contestant.overHttp();
        List<Runner> runners = new ArrayList<>();
        for (Contestant contestant : contestants) {
            runners.add(Runner.start(contestant, command(contestant)));
            figures.put(contestant, new ArrayList<>());
        }
        int rounds = contestants.stream().mapToInt(Contestant::rounds).max().orElseThrow();
        System.out.printf("%d rounds of %d MiB, the first of each not counted …%n", rounds, MIB);
        for (int round = 0; round < rounds; round++) {
            for (Runner runner : runners) {
                if (round < runner.contestant().rounds()) {
                    String upload = new BenchUpload(home, MIB).staged(round);
                    figures.get(runner.contestant()).add(runner.run(upload));
                }
            }
        }
        runners.forEach(Runner::end);
        print();
    }

    private List<String> command(Contestant contestant) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!contestant.fullJit()) {
            command.addAll(LocalHost.PLATFORM_FLAGS);
        }
        var certificates = home.simulators.certificates();
        command.addAll(certificates.trustFlags());
        command.addAll(List.of("-Xmx128m", "-cp", Runner.classPath(), RelayBenchLoop.class.getName()));
        command.addAll(List.of(
                contestant.name(),
                contestant.tls(),
                home.connectionString,
                home.simulators.oneDrive().graphUrl().toString(),
                home.tokens.of(home.connectionId).current()));
        return command;
    }

    private void print() {
        Figure bare = Figure.median(figures.values().iterator().next());
        System.out.printf("%-42s %6s %14s %12s %10s%n", "", "MB/s", "CPU-s per GiB", "speed ratio", "CPU ratio");
        figures.forEach((contestant, all) -> {
            Figure figure = Figure.median(all);
            System.out.printf(
                    "%-42s %6.0f %14.2f %12.2f %10.2f%n",
                    contestant.title(),
                    figure.speed(),
                    figure.cpu(),
                    figure.speed() / bare.speed(),
                    figure.cpu() / bare.cpu());
        });
    }
}
