package io.driverelay.local;

import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.host.LocalHost;
import io.driverelay.local.simulator.Simulators;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything together: storage emulator, simulators, and the packaged app on the local host. */
public final class LocalRelay implements AutoCloseable {
    static final String FUNCTION_KEY = "local-function-key";

    private final Azurite azurite;
    private final Simulators simulators;
    private final LocalHost.Options options;
    private LocalHost host;

    private LocalRelay(Azurite azurite, Simulators simulators, LocalHost.Options options) throws IOException {
        this.azurite = azurite;
        this.simulators = simulators;
        this.options = options;
        this.host = LocalHost.start(options);
    }

    /**
     * What may differ from one start to another.
     *
     * @param data all state is there; a second start goes on with it
     * @param tls as in Azure: https for storage and OneDrive, and a managed identity instead of a storage key
     * @param settings win over what this start would set
     */
    public record Setup(
            Path packageFolder,
            Path data,
            int port,
            boolean tls,
            Map<String, String> settings,
            List<String> jvmFlags) {}

    /** Starts all of it; what was started ends again when a part fails to. */
    public static LocalRelay start(Setup setup) throws IOException {
        List<AutoCloseable> started = new ArrayList<>();
        try {
            Path data = setup.data().resolve("simulator");
            Simulators simulators =
                    Simulators.start(data, new Simulators.Options(Simulators.USUAL_APP_FOLDER, setup.tls()));
            started.add(0, simulators);
            Path blobs = Files.createDirectories(setup.data().resolve("azurite"));
            Azurite azurite = Azurite.start(
                    blobs,
                    List.of(Azurite.ACCOUNT),
                    setup.tls() ? Optional.of(simulators.certificates().loopback("storage")) : Optional.empty());
            started.add(0, azurite);
            int port = setup.port() == 0 ? freePort() : setup.port();
            return new LocalRelay(azurite, simulators, options(setup, port, azurite, simulators));
        } catch (IOException | RuntimeException e) {
            started.forEach(LocalRelay::closeQuietly);
            throw e;
        }
    }

    public URI url() {
        return host.url();
    }

    public URI api() {
        return URI.create(host.url() + "/api");
    }

    /** Trusts the servers of this run. */
    public HomeClient newClient() throws IOException {
        return new HomeClient(api(), functionKey(), simulators.certificates().clientContext());
    }

    public String functionKey() {
        return options.functionKey();
    }

    public LocalHost host() {
        return host;
    }

    /** The app's settings. */
    public Map<String, String> settings() {
        return options.settings();
    }

    public Simulators simulators() {
        return simulators;
    }

    public Azurite azurite() {
        return azurite;
    }

    public Path log() {
        return options.logFile();
    }

    /** The host alone, as after an instance died. */
    public void restartHost() throws IOException {
        host.close();
        host = LocalHost.start(options);
    }

    /** A host that is ready to be called. */
    public LocalHost.Standby standBy() throws IOException {
        return LocalHost.standBy(options);
    }

    /** Another in the host's place. */
    public void replaceHost(LocalHost.Standby other) throws IOException {
        host.close();
        host = other.call();
    }

    @Override
    public void close() {
        host.close();
        simulators.close();
        azurite.close();
    }

    private static LocalHost.Options options(Setup setup, int port, Azurite azurite, Simulators simulators)
            throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        if (setup.tls()) {
            settings.put("CONTENT_STORAGE__blobServiceUri", azurite.blobUrl().toString());
            settings.put("CONTENT_STORAGE__queueServiceUri", azurite.queueUrl().toString());
            settings.put("CONTENT_STORAGE__credential", "managedidentity");
            settings.put("CONTENT_STORAGE__clientId", simulators.identity().clientId());
        } else {
            settings.put("CONTENT_STORAGE", azurite.connectionString());
        }

        settings.put("KEY_VAULT_URL", simulators.vault().url().toString());
        settings.put("ONEDRIVE_CLIENT_ID", simulators.authority().clientId());
        settings.put("ONEDRIVE_AUTHORITY_URL", simulators.authority().url().toString());
        settings.put("ONEDRIVE_GRAPH_URL", simulators.oneDrive().graphUrl().toString());
        settings.put("PUBLIC_URL", "http://127.0.0.1:" + port);
        settings.put("DRIVE_CHECK_SCHEDULE", "0 */5 * * * *");
        settings.put("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "10485760");
        settings.put("AzureWebJobsDisableHomepage", "true");
        settings.putAll(simulators.identity().environment());
        settings.putAll(setup.settings());
        List<String> flags = new ArrayList<>(simulators.certificates().trustFlags());
        flags.addAll(setup.jvmFlags());
        CoreToolsSettings.write(setup.data(), settings, azurite.connectionString(), flags);
        Path log = setup.data().resolve("host.log");
        return new LocalHost.Options(setup.packageFolder(), port, FUNCTION_KEY, settings, flags, log);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // the first failure is the one to tell
        }
    }
}
