package io.driverelay.scenario;

import io.driverelay.azure.BlobCommitNumbers;
import io.driverelay.azure.BlobConnections;
import io.driverelay.azure.BlobDriveStatuses;
import io.driverelay.azure.BlobPassNotes;
import io.driverelay.azure.BlobPauses;
import io.driverelay.azure.BlobShelfNotes;
import io.driverelay.azure.BlobSignIns;
import io.driverelay.azure.BlobStaging;
import io.driverelay.azure.BlobUploads;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StorageClients;
import io.driverelay.connection.AccessTokens;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.ListedDrives;
import io.driverelay.connection.MadeConnection;
import io.driverelay.connection.RefreshTokens;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.Quota;
import io.driverelay.graph.GraphDrives;
import io.driverelay.graph.OneDriveAuthority;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.DescribeBackup;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.WatchUploads;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.KnownPauses;
import io.driverelay.status.ReadStatus;
import io.driverelay.store.Abreast;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.Cryptography;
import io.driverelay.upkeep.ForgottenCommits;
import io.driverelay.upkeep.PassLimits;
import io.driverelay.upkeep.PassNotes;
import io.driverelay.upkeep.TendShelves;
import io.driverelay.upkeep.Upkeep;
import io.driverelay.upkeep.Yard;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Kind;
import io.driverelay.upload.LeftSessions;
import io.driverelay.upload.Order;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Staged;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.Times;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The measured JVM: {@code ScaleBenchPass <address> <homes>}; a task in, a line of figures out. */
final class ScaleBenchPass {
    static final List<String> MEASURED = List.of(
            "a pass, cold",
            "a pass, tokens at hand",
            "GET /status, a page of 50",
            "GET /status, a page of 50, own time",
            "GET /connections, a page of 50",
            "GET /connections, a page of 50, own time",
            "GET uploads, a page of 50",
            "GET uploads, a page of 50, own time",
            "a pass with 5,000 abandoned openings");

    private static final int LATENCY_MILLIS = 150;
    private static final int WARM_UPS = 10;
    private static final RelayQueue NO_QUEUE = (ticket, delay) -> {};

    private final Clock clock = Clock.systemUTC();
    private final int homes;
    private final StorageClients storage;
    private final BlobConnections connections;
    private final BlobUploads uploads;
    private final BlobDriveStatuses statuses;
    private final StagedContent content;
    private final BlobPassNotes notes;
    private final Upkeep upkeep;

    private ScaleBenchPass(String address, int homes) {
        this.homes = homes;
        this.storage = new StorageClients(
                new ContentAccount.WithKey("DefaultEndpointsProtocol=http;AccountName=account;AccountKey=c2VjcmV0;"
                        + "BlobEndpoint=" + address + "/account;QueueEndpoint=" + address + "/account;"),
                clock);
        this.connections = new BlobConnections(storage);
        this.uploads = new BlobUploads(storage);
        this.statuses = new BlobDriveStatuses(storage);
        var staging = new BlobStaging(storage, null, null);
        this.content = new StagedContent(staging);
        var bytes = new ByteClient(ByteClientLimits.DEFAULT, Cryptography.quickest()::tls);
        var app = new OneDriveAuthority.App(
                URI.create(address + "/authority"), "client", Set.of("offline_access"), URI.create(address));
        var authority = new OneDriveAuthority(app, () -> "secret", () -> bytes, clock);
        var pauses = new KnownPauses(new BlobPauses(storage), clock);
        var tokens = new AccessTokens(connections, new Vault(), authority, pauses, new Nobody(), clock);
        var drives = new GraphDrives(URI.create(address + "/graph/v1.0"), () -> bytes, clock, Duration.ofSeconds(10));
        var check = new CheckDrives(connections, new ListedDrives(drives, tokens), statuses, pauses, clock);
        var commit = new CommitUpload(
                uploads,
                content,
                new DescribeBackup(new AgentBackups(), staging, connections),
                new BlobCommitNumbers(storage, clock),
                NO_QUEUE,
                clock);
        this.notes = new BlobPassNotes(storage);
        this.upkeep = new Upkeep(
                new Yard(
                        uploads,
                        staging,
                        NO_QUEUE,
                        connections,
                        new TellListeners(uploads, null),
                        new LeftSessions(id -> drives.with(tokens.of(id)), pauses, clock),
                        clock),
                new ForgottenCommits.Content(content, commit),
                new Upkeep.Readings(
                        check, statuses, new TendShelves(new BlobShelfNotes(storage), connections, null, clock)),
                new BlobSignIns(storage),
                notes,
                PassLimits.DEFAULT);
    }

    public static void main(String[] args) throws IOException {
        var measured = new ScaleBenchPass(args[0], Integer.parseInt(args[1]));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String what = in.readLine(); what != null; what = in.readLine()) {
            System.out.println(measured.figures(what));
        }
        System.exit(0);
    }

    private String figures(String what) {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        for (int n = 0; n < WARM_UPS && what.endsWith("own time"); n++) {
            run(what);
        }
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long cpu = cpuNanos();
        long began = System.nanoTime();
        run(what);
        return "%8.2f %9d %7.2f"
                .formatted(
                        (System.nanoTime() - began) / 1e9,
                        heap.stream()
                                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                                        .sum()
                                >> 20,
                        (cpuNanos() - cpu) / 1e9);
    }

    private void run(String what) {
        switch (what.replace(", own time", "")) {
            case "seed" -> seed();
            case "abandon" -> abandon();
            case "GET /status, a page of 50" ->
                new ReadStatus(connections, statuses, new BlobShelfNotes(storage), uploads, clock).page(null, 50);
            case "GET /connections, a page of 50" -> new GetConnection(connections).page(null, 50);
            case "GET uploads, a page of 50" ->
                new WatchUploads(uploads, content).newestFirst(home(50), mark -> true, null, 50);
            default -> upkeep.pass();
        }
    }

    /** Homes that were read before, of each one backup a day: what ended within the last hours is still among the living. */
    private void seed() {
        Instant now = clock.instant();
        var looked = new PassNotes.Progress(now, null, Set.of());
        notes.store(new PassNotes.Note(looked, looked, looked.lookedUntil()));
        Abreast.each(32, IntStream.range(0, homes).boxed().toList(), n -> {
            connections.create(connection(n));
            statuses.store(new DriveStatus(
                    home(n), new Quota(1000L, 10L, 990L, 0L, DriveState.NORMAL), now, now.minusSeconds(300)));
        });
        Abreast.each(32, IntStream.range(0, homes / 4).boxed().toList(), n -> {
            Instant opened = now.minusSeconds(60 + n % 21_000);
            uploads.create(ended(n, opened, opened.plus(Duration.ofHours(6))));
        });
        IntStream.range(0, homes / 288 + 1)
                .forEach(n -> uploads.create(
                        ended(homes / 2 + n, now.minus(Duration.ofHours(7)), now.minus(Duration.ofHours(1)))));
        uploads.end(uploads.create(ended(homes - 1, now.minus(Duration.ofDays(1)), now.minus(Duration.ofHours(18)))));
    }

    /** One opened every twenty seconds, by one home. */
    private void abandon() {
        Instant now = clock.instant();
        Abreast.each(32, IntStream.range(0, 5_000).boxed().toList(), n -> {
            Instant opened = now.minusSeconds(20L * n);
            var order = order(50, "%026d".formatted(900_000 + n));
            uploads.create(Upload.opened(
                    order, Times.opened(opened, opened.plus(Duration.ofHours(6))), new Staged("none-" + n)));
        });
    }

    private static Upload ended(int n, Instant opened, Instant urlExpires) {
        var times = Times.opened(opened, urlExpires).committed(opened.plusSeconds(20), n);
        Upload upload = Upload.opened(order(n, "%026d".formatted(100_000 + n)), times, new Staged("content-" + n));
        Upload delivered = upload.ended(UploadState.DELIVERED, null, null, opened.plusSeconds(50));
        return delivered.with(delivered.standing().told());
    }

    private static Order order(int n, String id) {
        return new Order(
                id,
                home(n),
                "D" + n,
                "key",
                false,
                Kind.FILE,
                "a.bin",
                "x",
                Conflict.REPLACE,
                5,
                null,
                null,
                "h",
                Transfer.SINGLE,
                null);
    }

    private static String home(int n) {
        return "01%024d".formatted(n);
    }

    private static Connection connection(int n) {
        return MadeConnection.signedIn(home(n), Instant.EPOCH, n);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Answers after a while, as the others do. */
    private static final class Vault implements RefreshTokens {
        @Override
        public Optional<Stored> find(String connectionId) {
            SlowCloud.pause(LATENCY_MILLIS);
            String token = Integer.toString(Integer.parseInt(connectionId.substring(2)));
            return Optional.of(new Stored(token, Instant.EPOCH, Instant.MAX, false));
        }

        @Override
        public void store(String connectionId, String refreshToken) {
            SlowCloud.pause(LATENCY_MILLIS);
        }

        @Override
        public void disableOlder(String connectionId) {
            SlowCloud.pause(LATENCY_MILLIS);
        }

        @Override
        public boolean delete(String connectionId) {
            SlowCloud.pause(LATENCY_MILLIS);
            return true;
        }
    }

    private static final class Nobody implements ConnectionListener {
        @Override
        public void signedIn(Connection connection) {
            // nobody listens
        }

        @Override
        public void signInLapsed(Connection connection) {
            // nobody listens
        }

        @Override
        public void removed(Connection connection) {
            // nobody listens
        }
    }
}
