package io.driverelay.scenario;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.sun.management.OperatingSystemMXBean;
import io.driverelay.azure.BlobConnections;
import io.driverelay.azure.BlobLanes;
import io.driverelay.azure.BlobPauses;
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
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import io.driverelay.upload.UploadState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

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

    private RelayBenchLoop(Cryptography cryptography, String connectionString, URI graph, String token) {
        this.connectionString = connectionString;
        var storage = new StorageClients(new ContentAccount.WithKey(connectionString), clock);
        this.uploads = new BlobUploads(storage);
        SSLContext tls = cryptography.tls();
        this.bytes = new ByteClient(ByteClientLimits.DEFAULT, () -> tls);
        var staging = new BlobStaging(storage, new StagingSignatures(storage, clock), new RangeReader(() -> bytes));
        var drives = new GraphDrives(graph, () -> bytes, clock);
        this.drive = drives.with(new Fixed(token));
        this.appFolder = drive.appFolder().id();
        var stations = new Stations(
                uploads,
                new BlobLanes(storage),
                staging,
                new StorageTickets(storage),
                new BlobConnections(storage),
                id -> drive,
                new BlobPauses(storage),
                new TellListeners(uploads, new Keeping()),
                cryptography::sha256,
                (home, itsDrive, id, name) -> Optional.empty());
        var pace = new Pace(clock, (rest, cutoff) -> {}, Duration.ofMinutes(8), Duration.ofMinutes(2), LARGEST);
        this.relay = new RelayUpload(stations, pace, new Ids(clock));
    }

    /** {@code RelayBenchLoop <contestant> <tls> <connection string> <graph> <token>}; uploads to move come by standard input. */
    public static void main(String[] args) throws IOException {
        var cryptography = args[1].equals("native") ? Cryptography.quickest() : Cryptography.jdk();
        var loop = new RelayBenchLoop(cryptography, args[2], URI.create(args[3]), args[4]);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] ids = line.split("/", -1);
            Work work = args[0].equals("relay")
                    ? () -> loop.relay(ids)
                    : () -> loop.bare(ids, Copier.named(args[0], loop.bytes));
            System.out.println(measure(loop.size(ids), work).line());
        }
        System.exit(0);
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
