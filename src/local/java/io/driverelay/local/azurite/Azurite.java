package io.driverelay.local.azurite;

import io.driverelay.local.tls.ServerIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A running Azurite. It ends, its state written, when its standard input does: also when this process is killed. */
public final class Azurite implements AutoCloseable {
    public static final String ACCOUNT = "devstoreaccount1";
    /** Azurite's well-known key, the same everywhere. */
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final Pattern LISTENING =
            Pattern.compile("Azurite (Blob|Queue) service .*listening.* (?:at|on) \\S*?:([0-9]+)");

    private final String scheme;
    private final Process process;
    private final int blobPort;
    private final int queuePort;

    private Azurite(String scheme, Process process, int blobPort, int queuePort) {
        this.scheme = scheme;
        this.process = process;
        this.blobPort = blobPort;
        this.queuePort = queuePort;
    }

    /**
     * On free ports.
     *
     * @param dataOrNull null keeps everything in memory
     */
    public static Azurite start(Path dataOrNull) throws IOException {
        return start(dataOrNull, List.of(ACCOUNT), Optional.empty());
    }

    /**
     * With these accounts, which see nothing of one another; with data on the ports of the last start, so that addresses go on.
     *
     * @param certificate for https; identities' tokens are taken then as well as keys
     */
    public static Azurite start(Path dataOrNull, List<String> accounts, Optional<ServerIdentity> certificate)
            throws IOException {
        NodeModules modules = NodeModules.emulator();
        List<String> command = new ArrayList<>(List.of(
                "node",
                "--require",
                modules.folder().resolve("azurite/end-with-stdin.cjs").toString(),
                "--require",
                modules.folder().resolve("azurite/sign-snapshots.cjs").toString(),
                modules.folder()
                        .resolve("node_modules/azurite/dist/src/azurite.js")
                        .toString(),
                "--silent",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--tablePort",
                "0"));
        LastPorts ports = dataOrNull == null ? LastPorts.ANY : LastPorts.in(dataOrNull);
        command.addAll(List.of("--blobPort", ports.blob(), "--queuePort", ports.queue()));
        command.addAll(
                dataOrNull == null ? List.of("--inMemoryPersistence") : List.of("--location", dataOrNull.toString()));
        certificate.ifPresent(server -> command.addAll(
                List.of("--oauth", "basic", "--cert", server.store().toString(), "--pwd", server.password())));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        String named = accounts.stream().map(name -> name + ":" + KEY).collect(Collectors.joining(";"));
        builder.environment().put("AZURITE_ACCOUNTS", named);
        Azurite started = listening(certificate.isPresent() ? "https" : "http", builder.start());
        if (dataOrNull != null) {
            LastPorts.remember(dataOrNull, started.blobPort, started.queuePort);
        }
        return started;
    }

    public String connectionString() {
        return connectionString(ACCOUNT);
    }

    public String connectionString(String account) {
        return "DefaultEndpointsProtocol=" + scheme + ";AccountName=" + account + ";AccountKey=" + KEY
                + ";BlobEndpoint=" + address(blobPort, account) + ";QueueEndpoint=" + address(queuePort, account) + ";";
    }

    /** Of the emulator's usual account. */
    public URI blobUrl() {
        return blobUrl(ACCOUNT);
    }

    public URI blobUrl(String account) {
        return URI.create(address(blobPort, account));
    }

    public URI queueUrl() {
        return queueUrl(ACCOUNT);
    }

    public URI queueUrl(String account) {
        return URI.create(address(queuePort, account));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static Azurite listening(String scheme, Process process) throws IOException {
        int blob = 0;
        int queue = 0;
        var said = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        while (blob == 0 || queue == 0) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the storage emulator did not start: " + said);
            }
            said.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                int port = Integer.parseInt(listening.group(2));
                blob = listening.group(1).equals("Blob") ? port : blob;
                queue = listening.group(1).equals("Queue") ? port : queue;
            }
        }
        var drain = new Thread(() -> lines.lines().forEach(line -> {}), "azurite-output");
        drain.setDaemon(true);
        drain.start();
        return new Azurite(scheme, process, blob, queue);
    }

    private String address(int port, String account) {
        return scheme + "://127.0.0.1:" + port + "/" + account;
    }
}
