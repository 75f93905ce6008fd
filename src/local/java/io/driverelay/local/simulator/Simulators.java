package io.driverelay.local.simulator;

import io.driverelay.local.tls.ServerIdentity;
import io.driverelay.local.tls.TestAuthority;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything of Microsoft's that the app talks to besides storage, of one run. The state lies in a folder and is gone on with. */
public final class Simulators implements AutoCloseable {
    public static final String USUAL_APP_FOLDER = "Home Assistant";
    private static final String GRAPH = "graph.microsoft.com";
    private static final String SIGN_IN = "login.microsoftonline.com";

    /**
     * What may be otherwise.
     *
     * @param appFolderName what the drive calls the app's folder; "Graph" is met too
     * @param https whether OneDrive is reached over it, as the real one is; the vault always is
     */
    public record Options(String appFolderName, boolean https) {}

    private final TestAuthority certificates;
    private final SimulatedWorld common = new SimulatedWorld();
    private final AuthoritySimulator authority;
    private final OneDriveSimulator oneDrive;
    private final IdentitySimulator identity;
    private final KeyVaultSimulator vault;

    private Simulators(Path data, Options options, Ports ports) throws IOException {
        this.certificates = TestAuthority.in(data.resolve("certificates"));
        ServerIdentity loopback = certificates.loopback("simulator");
        Optional<ServerIdentity> microsoft =
                options.https() ? Optional.of(certificates.loopback("microsoft", GRAPH, SIGN_IN)) : Optional.empty();
        this.authority = bound(ports.of("authority"), port -> new AuthoritySimulator(data, port, microsoft, common));
        this.oneDrive = bound(
                ports.of("oneDrive"),
                port -> new OneDriveSimulator(
                        data.resolve("onedrive"), port, microsoft, options.appFolderName(), authority, common));
        this.identity = bound(ports.of("identity"), IdentitySimulator::new);
        this.vault = bound(ports.of("vault"), port -> new KeyVaultSimulator(data, port, identity, loopback, common));
        vault.seed("onedrive-client-secret", authority.clientSecret());
        ports.remember(Map.of(
                "authority", authority.port(),
                "oneDrive", oneDrive.port(),
                "identity", identity.port(),
                "vault", vault.port()));
    }

    /** On the ports of the last start with these data, if they are free still: the app has kept addresses. */
    public static Simulators start(Path data) throws IOException {
        return start(data, new Options(USUAL_APP_FOLDER, false));
    }

    public static Simulators start(Path data, Options options) throws IOException {
        return new Simulators(data, options, Ports.in(data));
    }

    /** Whom a client must trust. */
    public TestAuthority certificates() {
        return certificates;
    }

    /** By which names the world knows them, and the ports that answer to those over TLS; none without https. */
    public Map<String, Integer> realNames() {
        return authority
                .tlsPort()
                .map(port -> Map.of(GRAPH, oneDrive.port(), SIGN_IN, port))
                .orElse(Map.of());
    }

    public OneDriveSimulator oneDrive() {
        return oneDrive;
    }

    public AuthoritySimulator authority() {
        return authority;
    }

    public KeyVaultSimulator vault() {
        return vault;
    }

    public IdentitySimulator identity() {
        return identity;
    }

    /** From now on it is this clock's time for that person, at drive and authority: tokens, sessions, items, {@code Retry-After}. */
    public void clockOf(String person, Clock clock) {
        common.clocks().set(person, clock);
    }

    /** The vault's time. */
    public void clockOfVault(Clock clock) {
        common.clocks().set(Clocks.VAULT, clock);
    }

    /** Of drive, authority and vault. */
    public Violations violations() {
        return common.violations();
    }

    public Faults faults() {
        return common.faults();
    }

    @Override
    public void close() {
        oneDrive.close();
        authority.close();
        vault.close();
        identity.close();
    }

    private interface OnPort<T> {
        T start(int port) throws IOException;
    }

    private static <T> T bound(int port, OnPort<T> server) throws IOException {
        try {
            return server.start(port);
        } catch (BindException e) {
            return server.start(0);
        }
    }

    /** The ports of the last start; 0 for any. */
    private record Ports(Path file, Map<?, ?> last) {
        static Ports in(Path data) {
            Path file = data.resolve("ports.json");
            return new Ports(file, Stored.read(file, LinkedHashMap.class, LinkedHashMap::new));
        }

        int of(String name) {
            return last.get(name) instanceof Integer port ? port : 0;
        }

        void remember(Map<String, Integer> ports) {
            Stored.write(file, ports);
        }
    }
}
