package io.driverelay.local;

import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.host.LocalHost;
import io.driverelay.local.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Main of {@code mvn -Plocal}: runs the packaged app, sends it a sample backup as a home would, and serves until Ctrl-C; or serves another
 * app's package.
 */
public final class RunLocally {
    private final LocalOptions options;
    private final Path basedir;
    private AutoCloseable running;
    private volatile boolean ending;

    private RunLocally(LocalOptions options, Path basedir) {
        this.options = options;
        this.basedir = basedir;
    }

    public static void main(String[] args) {
        Path basedir = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
        int code;
        try {
            var options = LocalOptions.read(basedir);
            code = new RunLocally(options, basedir).run();
        } catch (IOException | RuntimeException e) {
            System.err.println(e.getMessage() == null ? "The host does not answer: " + e : e.getMessage());
            code = 1;
        }
        if (code != 0) {
            System.exit(code);
        }
    }

    private int run() throws IOException {
        try (DataFolder folder = DataFolder.take(options.data());
                ServedPackage served = ServedPackage.serve(basedir)) {
            return run(folder, served);
        }
    }

    /** Both are held until all that uses them has ended. */
    private int run(@SuppressWarnings("unused") DataFolder folder, @SuppressWarnings("unused") ServedPackage served)
            throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "local-end"));
        try {
            return options.app().isPresent() ? serveApp(options.app().get()) : serveRelay();
        } finally {
            end();
        }
    }

    private int serveRelay() throws IOException {
        System.out.println("Starting storage emulator, simulators and host …");
        LocalRelay relay = LocalRelay.start(new LocalRelay.Setup(
                basedir.resolve("target/azure-functions/drive-relay"),
                options.data(),
                options.port(),
                options.tls(),
                options.settings(),
                options.jvmFlags()));
        running = relay;
        var home = new SampleHome(relay, options.data().resolve("home.json"));
        boolean verified = new SampleRun(home, relay, () -> ending).run(options.sampleBytes(), options.once());
        if (options.once()) {
            return verified ? 0 : 1;
        }
        if (!ending && relay.host().isAlive()) {
            home.tellWhatNext(relay.log());
            tellTrust(relay.simulators().certificates());
            tellReady(relay.host(), relay.functionKey(), relay.azurite());
        }
        return awaitEnd(relay.host());
    }

    private int serveApp(Path folder) throws IOException {
        System.out.println("Starting storage emulator and host for " + folder + " …");
        LocalApp app = LocalApp.start(folder, options);
        running = app;
        System.out.println("The host's log: " + app.log());
        tellTrust(app.certificates());
        tellReady(app.host(), LocalApp.FUNCTION_KEY, app.azurite());
        return awaitEnd(app.host());
    }

    private void tellTrust(TestAuthority certificates) throws IOException {
        if (options.tls()) {
            System.out.println("What is https here, curl trusts with: --cacert " + certificates.certificate());
        }
    }

    /** One line for programs. */
    private static void tellReady(LocalHost host, String key, Azurite azurite) {
        System.out.println("ready url=" + host.url() + " key=" + key + " pid=" + host.pid() + " blob="
                + azurite.blobUrl() + " queue=" + azurite.queueUrl());
    }

    /** Serves until Ctrl-C, or until the host ends. */
    private int awaitEnd(LocalHost host) {
        int code = host.onExit().join().exitValue();
        if (ending) {
            return 0;
        }
        System.err.println("The host ended with " + code + "; start again with the same local.data to go on.");
        return 1;
    }

    private synchronized void end() {
        ending = true;
        try {
            if (running != null) {
                running.close();
                running = null;
            }
        } catch (Exception e) {
            System.err.println("The end was not clean: " + e);
        }
    }
}
