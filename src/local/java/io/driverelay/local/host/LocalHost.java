package io.driverelay.local.host;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A host in a JVM of its own, with the flags that the platform gives its worker. It ends when this process does, however that ends. */
public final class LocalHost implements AutoCloseable {
    /** As the platform starts its worker; the first keeps the JVM from remarking on {@code -noverify}. */
    public static final List<String> PLATFORM_FLAGS = List.of(
            "-XX:-PrintWarnings",
            "-XX:+TieredCompilation",
            "-XX:TieredStopAtLevel=1",
            "-noverify",
            "-Djava.net.preferIPv4Stack=true");

    private static final int NATIVE_ACCESS_IS_REMARKED_ON = 24;
    private static final String LISTENING = "listening ";

    private final Process process;
    private final URI url;

    /**
     * How to start it.
     *
     * @param port 0 for any
     * @param settings the app settings: its environment
     * @param jvmFlags added after the platform's
     */
    public record Options(
            Path packageFolder,
            int port,
            String functionKey,
            Map<String, String> settings,
            List<String> jvmFlags,
            Path logFile) {}

    private LocalHost(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Loaded, and deaf until it is called: as the platform keeps workers ready. */
    public static final class Standby implements AutoCloseable {
        private final Process process;
        private final Path logFile;
        private boolean called;

        private Standby(Process process, Path logFile) {
            this.process = process;
            this.logFile = logFile;
        }

        /** Returns once it listens; fails with what the host said. */
        public LocalHost call() throws IOException {
            called = true;
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return listening(process, logFile);
        }

        /** Ends it if nobody has called it. */
        @Override
        public void close() {
            if (!called) {
                process.destroyForcibly();
            }
        }
    }

    /** Returns at once. */
    public static Standby standBy(Options options) throws IOException {
        List<String> command = command(options);
        command.add("standby");
        return new Standby(process(options, command), options.logFile());
    }

    /** Returns once it listens; fails with what the host said. */
    public static LocalHost start(Options options) throws IOException {
        return listening(process(options, command(options)), options.logFile());
    }

    private static Process process(Options options, List<String> command) throws IOException {
        Files.createDirectories(options.logFile().toAbsolutePath().getParent());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL"));
        builder.environment().putAll(options.settings());
        return builder.start();
    }

    private static LocalHost listening(Process process, Path logFile) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                passOn(lines);
                return new LocalHost(process, URI.create(line.substring(LISTENING.length())));
            }
            said.add(line);
        }
        throw new IOException(
                "the local host did not start: " + String.join("\n", said) + " (its log: " + logFile + ")");
    }

    public URI url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** At once, as an instance that dies. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** TERM: what runs is let finish, then the app's shutdown hooks run. */
    public void terminate() {
        // Process.destroy() would close standard input as well
        process.toHandle().destroy();
    }

    /** As the platform ends an instance: the app's shutdown hooks run at once, and have five seconds. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(8, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static List<String> command(Options options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(PLATFORM_FLAGS);
        if (Runtime.version().feature() >= NATIVE_ACCESS_IS_REMARKED_ON) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        // the JDK's server leaves Nagle's algorithm on, which costs 40 ms an answer
        command.add("-Dsun.net.httpserver.nodelay=true");
        // and waits for ever for a body that stops half way, which the platform's cuts
        command.add("-Dsun.net.httpserver.maxReqTime=30");
        command.addAll(options.jvmFlags());
        command.addAll(List.of("-cp", classPath(), HostMain.class.getName()));
        command.addAll(List.of(
                options.packageFolder().toString(),
                Integer.toString(options.port()),
                options.functionKey(),
                options.logFile().toString()));
        return command;
    }

    /** The tests' class path without the app's own classes: those come from the package. */
    private static String classPath() {
        ClassLoader loader = LocalHost.class.getClassLoader();
        List<String> all = loader instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs()).map(LocalHost::path).toList()
                : List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        String own = File.separator + "target" + File.separator + "classes";
        return String.join(
                File.pathSeparator,
                all.stream()
                        .filter(entry -> !entry.replaceAll("[/\\\\]$", "").endsWith(own))
                        .toList());
    }

    private static String path(URL url) {
        return new File(URI.create(url.toString())).toString();
    }

    private static void passOn(BufferedReader lines) {
        var thread = new Thread(() -> lines.lines().forEach(System.err::println), "host-output");
        thread.setDaemon(true);
        thread.start();
    }
}
