package io.driverelay.kills;

import io.driverelay.kills.Sender.Phase;
import io.driverelay.local.LocalRelay;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run: homes send while the app is killed again and again, then what arrived is compared. */
public final class KillRun {
    private static final Map<String, String> SETTINGS = Map.of(
            "RELAY_CLAIM", "PT4S",
            // so that a file is many fragments
            "RELAY_FRAGMENT_BYTES", Integer.toString(6 * 327_680),
            "DRIVE_CHECK_SCHEDULE", "*/20 * * * * *");

    private static final int LEAST_UNDER_WAY = 3;

    private final Plan plan;
    private final Pulse pulse = new Pulse();
    private final Map<String, Home> homes = new LinkedHashMap<>();
    private final List<List<Sender>> lots = new ArrayList<>();

    /**
     * What is done in a run.
     *
     * @param seed of the kills' moments, of the uploads' order and bytes
     * @param longestLife of an app since its first answer, or since a drive received bytes of it
     * @param longestWait for those bytes: claims of killed turns must end first, and a busy machine needs some seconds more
     * @param patience after the last kill, until all must have arrived
     */
    public record Plan(
            long seed, int kills, List<Lot> lots, Duration longestLife, Duration longestWait, Duration patience) {
        /** The run of {@code mvn -Pkills}. */
        static Plan full(long seed, int kills) {
            List<Lot> lots = Lot.twenty(seed, 60_000_000);
            return new Plan(seed, kills, lots, Duration.ofMillis(1200), Duration.ofSeconds(10), Duration.ofMinutes(5));
        }

        /** For every build. */
        static Plan brief(long seed, int kills) {
            List<Lot> lots = Lot.few(seed, 12_000_000);
            return new Plan(seed, kills, lots, Duration.ofMillis(800), Duration.ofSeconds(2), Duration.ofMinutes(1));
        }
    }

    public KillRun(Plan plan) {
        this.plan = plan;
    }

    /** @param data for all state; what is there is gone on with */
    public Figures run(Path packageFolder, Path data) throws IOException, InterruptedException {
        long began = System.nanoTime();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (var relay =
                LocalRelay.start(new LocalRelay.Setup(packageFolder, data, quietPort(), false, SETTINGS, List.of()))) {
            prepare(relay);
            var killer = new Killer(relay, pulse, this::receivedBytes, plan);
            kill(killer, threads);
            threads.shutdown();
            boolean ended = threads.awaitTermination(plan.patience().toSeconds(), TimeUnit.SECONDS);
            Comparison compared = compared();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            if (!ended) {
                System.err.println("Not all have ended; the host's log: " + relay.log());
            }
            return new Figures(
                    new Figures.Count(killer.kills(), killer.byTerm(), met(killer)),
                    new Figures.Sent(
                            senders().size(),
                            senders().stream().mapToInt(Sender::retries).sum()),
                    compared,
                    resent(),
                    relay.simulators().violations().all(),
                    seconds);
        } finally {
            threads.shutdownNow();
        }
    }

    private void prepare(LocalRelay relay) throws IOException {
        List<Lot> shuffled = new ArrayList<>(plan.lots());
        Collections.shuffle(shuffled, new Random(plan.seed()));
        for (Lot lot : shuffled) {
            String person = lot.newest().home();
            if (!homes.containsKey(person)) {
                homes.put(person, Home.linked(relay, person, pulse));
            }
            List<Sender> senders = new ArrayList<>();
            for (Cargo cargo : lot.cargos()) {
                Sender before = senders.isEmpty() ? null : senders.get(senders.size() - 1);
                senders.add(new Sender(homes.get(person), cargo, before));
            }
            lots.add(senders);
        }
    }

    /** The uploads begin one name after the other, spread over the kills, and sooner when too few are under way to be met. */
    private void kill(Killer killer, ExecutorService threads) throws IOException, InterruptedException {
        int begun = 0;
        for (int n = 0; n < plan.kills(); n++) {
            for (; begun < lots.size() && isToBegin(begun, n); begun++) {
                lots.get(begun).forEach(sender -> sender.begin(threads));
            }
            killer.strike(senders());
            if (killer.kills() % 20 == 0) {
                System.out.println("  " + killer.kills() + " kills: " + standings());
            }
        }
        lots.subList(begun, lots.size()).forEach(lot -> lot.forEach(sender -> sender.begin(threads)));
    }

    private boolean isToBegin(int lot, int kills) {
        return lot * plan.kills() <= kills * lots.size()
                || senders().stream().filter(Sender::isUnderWay).count() < LEAST_UNDER_WAY;
    }

    private long receivedBytes() {
        return homes.values().stream()
                .mapToLong(home -> home.drive().bytesReceived())
                .sum();
    }

    private Map<Phase, Long> standings() {
        return senders().stream()
                .collect(Collectors.groupingBy(Sender::phase, () -> new EnumMap<>(Phase.class), Collectors.counting()));
    }

    private Comparison compared() throws IOException, InterruptedException {
        var comparison = new Comparison();
        for (List<Sender> lot : lots) {
            comparison.ofLot(lot);
        }
        for (Home home : homes.values()) {
            comparison.ofHome(home, cargosOf(home).collect(Collectors.toSet()));
        }
        return comparison;
    }

    /** A drive received no byte in vain if it received as many as its files have; of a name that is replaced it cannot be told so. */
    private Figures.Resent resent() {
        long received = 0;
        long twice = 0;
        double largest = 0;
        for (Home home : homes.values()) {
            long here = home.drive().bytesReceived();
            long needed = cargosOf(home).mapToLong(Cargo::sizeBytes).sum();
            long again = Math.max(home.drive().bytesReceivedTwice(), here - needed);
            received += here;
            twice += again;
            largest = Math.max(largest, here == 0 ? 0 : (double) again / here);
        }
        return new Figures.Resent(received, twice, largest);
    }

    private Stream<Cargo> cargosOf(Home home) {
        return senders().stream().filter(sender -> sender.home().equals(home)).map(Sender::cargo);
    }

    private List<Sender> senders() {
        return lots.stream().flatMap(Collection::stream).toList();
    }

    private static String met(Killer killer) {
        return "opening " + killer.met(Phase.OPENING) + ", putting " + killer.met(Phase.PUTTING) + ", committing "
                + killer.met(Phase.COMMITTING) + ", on its way " + killer.met(Phase.ON_ITS_WAY)
                + ", after bytes had moved " + killer.midway();
    }

    /** Below those that systems give to clients: one that calls while the app is dead could be given the app's own, and keep it. */
    private static int quietPort() throws IOException {
        for (int port = 21_000; ; port++) {
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (port == 31_000) {
                    throw e;
                }
            }
        }
    }
}
