package io.driverelay.local.simulator;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything of Microsoft's that the app talks to besides storage, of one run. The state lies in a folder and is gone on with. */
public final class Simulators implements AutoCloseable {
    private final Violations violations = new Violations();
    private final Faults faults = new Faults();
    private final AuthoritySimulator authority;
    private final OneDriveSimulator oneDrive;
    private final IdentitySimulator identity;
    private final KeyVaultSimulator vault;

    private Simulators(Path data, String appFolderName, Ports ports) throws IOException {
        this.authority = bound(ports.of("authority"), port -> new AuthoritySimulator(data, port, faults));
        this.oneDrive = bound(
                ports.of("oneDrive"),
                port -> new OneDriveSimulator(
                        data.resolve("onedrive"), port, appFolderName, authority, violations, faults));
        this.identity = bound(ports.of("identity"), IdentitySimulator::new);
        this.vault = bound(ports.of("vault"), port -> new KeyVaultSimulator(data, port, identity));
        vault.seed("onedrive-client-secret", authority.clientSecret());
        ports.remember(Map.of(
                "authority", authority.port(),
                "oneDrive", oneDrive.port(),
                "identity", identity.port(),
                "vault", vault.port()));
    }

    /** On the ports of the last start with these data, if they are free still: the app has kept addresses. */
    public static Simulators start(Path data) throws IOException {
        return start(data, "Home Assistant");
    }

    /** @param appFolderName what the drive calls the app's folder; "Graph" is met too */
    public static Simulators start(Path data, String appFolderName) throws IOException {
        return new Simulators(data, appFolderName, Ports.in(data));
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

    public Violations violations() {
        return violations;
    }

    public Faults faults() {
        return faults;
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
