package io.driverelay.scenario;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.sun.management.OperatingSystemMXBean;
import io.driverelay.azure.BlobConnections;
import io.driverelay.azure.BlobDrivePauses;
import io.driverelay.azure.BlobStaging;
import io.driverelay.azure.BlobUploads;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.RangeReader;
import io.driverelay.azure.StagingSignatures;
import io.driverelay.azure.StorageClients;
import io.driverelay.azure.StorageTickets;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Drive;
import io.driverelay.drive.NewFile;
import io.driverelay.graph.GraphDrives;
import io.driverelay.relay.Pace;
import io.driverelay.relay.RelayUpload;
import io.driverelay.relay.Stations;
import io.driverelay.store.Ids;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.Cryptography;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import io.driverelay.upload.UploadState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measured JVM of {@link RelayBench}. */
public final class RelayBenchLoop {
    private static final int LARGEST = 62_586_880;

    private final Clock clock = Clock.systemUTC();
    private final String connectionString;
    private final BlobUploads uploads;
    private final ByteClient bytes;
    private final Drive drive;
    private final RelayUpload relay;
    private final String appFolder;
    private Upload last;

    private interface Work {
        void run() throws IOException;
    }

    /** MB/s and CPU-seconds per GiB. */
    private record Figure(double speed, double cpu) {}

    private RelayBenchLoop(String connectionString, URI graph, String token) {
        this.connectionString = connectionString;
        var storage = new StorageClients(new ContentAccount.WithKey(connectionString), clock);
        this.uploads = new BlobUploads(storage);
        var cryptography = Cryptography.quickest();
        this.bytes = new ByteClient(ByteClientLimits.DEFAULT, cryptography::tls);
        var staging = new BlobStaging(storage, new StagingSignatures(storage, clock), new RangeReader(() -> bytes));
        var drives = new GraphDrives(graph, bytes, clock);
        this.drive = drives.with(new Fixed(token));
        this.appFolder = drive.appFolder().id();
        var stations = new Stations(
                uploads,
                staging,
                new StorageTickets(storage),
                new BlobConnections(storage),
                id -> drive,
                new BlobDrivePauses(storage),
                new Keeping(),
                cryptography::sha256);
        var pace = new Pace(clock, (rest, cutoff) -> {}, Duration.ofMinutes(8), Duration.ofMinutes(2), LARGEST);
        this.relay = new RelayUpload(stations, pace, new Ids(clock));
    }

    public static void main(String[] args) throws IOException {
        var loop = new RelayBenchLoop(args[0], URI.create(args[1]), args[2]);
        Map<String, Copier> copiers = Copier.all(loop.bytes);
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (String upload : Arrays.copyOfRange(args, 3, args.length)) {
            String[] ids = upload.split("/", -1);
            long size = loop.size(ids);
            for (Map.Entry<String, Copier> copier : copiers.entrySet()) {
                figures.computeIfAbsent(copier.getKey(), name -> new ArrayList<>())
                        .add(measure(size, () -> loop.bare(ids, copier.getValue())));
            }
            figures.computeIfAbsent("the relay", name -> new ArrayList<>()).add(measure(size, () -> loop.relay(ids)));
        }
        print(figures);
        System.exit(0);
    }

    private static void print(Map<String, List<Figure>> figures) {
        Figure bare = null;
        System.out.printf("%-30s %6s %14s %12s %10s%n", "", "MB/s", "CPU-s per GiB", "speed ratio", "CPU ratio");
        for (Map.Entry<String, List<Figure>> one : figures.entrySet()) {
            // the first round warms the JVM up
            Figure figure = median(one.getValue().subList(1, one.getValue().size()));
            bare = bare == null ? figure : bare;
            System.out.printf(
                    "%-30s %6.0f %14.2f %12.2f %10.2f%n",
                    one.getKey(),
                    figure.speed(),
                    figure.cpu(),
                    figure.speed() / bare.speed(),
                    figure.cpu() / bare.cpu());
        }
    }

    private long size(String[] ids) {
        return uploads.find(ids[0], ids[1]).orElseThrow().value().order().sizeBytes();
    }

    private void relay(String[] ids) {
        relay.relay(new Ticket(ids[1], ids[0], null));
        if (last == null || last.state() != UploadState.DELIVERED || !last.id().equals(ids[1])) {
            throw new IllegalStateException("the relay did not deliver");
        }
    }

    private void bare(String[] ids, Copier copier) throws IOException {
        Upload upload = uploads.find(ids[0], ids[1]).orElseThrow().value();
        long size = upload.order().sizeBytes();
        String source = signed(upload);
        var session = drive.openSession(new NewFile(appFolder, "bare-" + upload.id(), size, true, clock.instant()));
        for (long at = 0; at < size; at += LARGEST) {
            ByteRange range = ByteRange.at(at, Math.min(LARGEST, size - at));
            copier.copy(
                    source,
                    session.uploadUrl(),
                    Map.of("Range", range.range(), "x-ms-version", "2021-12-02"),
                    Map.of("Content-Range", range.contentRange(size)),
                    range.length());
        }
    }

    private String signed(Upload upload) {
        var snapshot = new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .httpClient(new com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder().build())
                .buildClient()
                .getBlobContainerClient("staging")
                .getBlobClient(upload.staged().blob())
                .getSnapshotClient(upload.staged().snapshot());
        var values = new BlobServiceSasSignatureValues(
                OffsetDateTime.now(java.time.ZoneOffset.UTC).plusHours(1),
                new BlobSasPermission().setReadPermission(true));
        return snapshot.getBlobUrl() + "&" + snapshot.generateSas(values);
    }

    private static Figure measure(long size, Work work) throws IOException {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        long began = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpuSeconds = (process.getProcessCpuTime() - cpu) / 1e9;
        return new Figure(size / 1e6 / seconds, cpuSeconds / (size / (double) (1 << 30)));
    }

    private static Figure median(List<Figure> figures) {
        double[] speeds = figures.stream().mapToDouble(Figure::speed).sorted().toArray();
        double[] cpus = figures.stream().mapToDouble(Figure::cpu).sorted().toArray();
        return new Figure(speeds[speeds.length / 2], cpus[cpus.length / 2]);
    }

    private record Fixed(String token) implements BearerTokens {
        @Override
        public String current() {
            return token;
        }

        @Override
        public String renewed(String refused) {
            throw new IllegalStateException("the token was refused");
        }
    }

    private final class Keeping implements UploadListener {
        @Override
        public void delivered(Upload upload) {
            last = upload;
        }

        @Override
        public void failed(Upload upload) {
            last = upload;
        }

        @Override
        public void waiting(Upload upload) {
            last = upload;
        }
    }
}
