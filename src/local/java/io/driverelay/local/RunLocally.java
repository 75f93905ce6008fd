package io.driverelay.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Main of {@code mvn -Plocal}: runs the packaged app, sends it a sample backup as a home would, and serves until Ctrl-C. */
public final class RunLocally {
    private final LocalOptions options;
    private final Path packageFolder;
    private LocalRelay relay;
    private volatile boolean ending;

    private RunLocally(LocalOptions options, Path packageFolder) {
        this.options = options;
        this.packageFolder = packageFolder;
    }

    public static void main(String[] args) {
        Path basedir = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
        int code;
        try {
            var options = LocalOptions.read(basedir);
            code = new RunLocally(options, basedir.resolve("target/azure-functions/drive-relay")).run();
        } catch (IOException | RuntimeException e) {
            System.err.println(e.getMessage() == null ? "The host does not answer: " + e : e.getMessage());
            code = 1;
        }
        if (code != 0) {
            System.exit(code);
        }
    }

    private int run() throws IOException {
        System.out.println("Starting storage emulator, simulators and host …");
        Files.createDirectories(options.data());
        var setup = new LocalRelay.Setup(
                packageFolder, options.data(), options.port(), options.tls(), options.settings(), options.jvmFlags());
        relay = LocalRelay.start(setup);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "local-end"));
        try {
            return serve();
        } finally {
            end();
        }
    }

    private int serve() throws IOException {
        var home = new SampleHome(relay, options.data().resolve("home.json"));
        home.connect();
        boolean verified = options.sampleBytes() == 0 || home.send(options.sampleBytes());
        if (options.once()) {
            return verified ? 0 : 1;
        }
        home.tellWhatNext(relay.log());
        System.out.println("ready url=" + relay.url() + " key=" + relay.functionKey() + " pid="
                + relay.host().pid());
        return awaitEnd();
    }

    /** Serves until Ctrl-C, or until the host dies. */
    private int awaitEnd() {
        int code = relay.host().onExit().join().exitValue();
        if (ending) {
            return 0;
        }
        System.err.println("The host ended with " + code + "; start again with the same local.data to go on.");
        return 1;
    }

    private synchronized void end() {
        ending = true;
        if (relay != null) {
            relay.close();
            relay = null;
        }
    }
}
