package io.driverelay.local.azurite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What npm installs in a folder, pinned there; installed again when the pins change, and by one build at a time. */
public record NodeModules(Path folder) {
    private static final int OLDEST_NODE = 20;

    /** Main: installs the emulator where it is missing. */
    public static void main(String[] args) {
        try {
            emulator();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            throw new IllegalStateException(e.getMessage());
        }
    }

    static NodeModules emulator() throws IOException {
        return installed("local", "the storage emulator");
    }

    /** @param folder below {@code src} */
    public static NodeModules installed(String folder, String what) throws IOException {
        Path sources = Path.of(System.getProperty("basedir", System.getProperty("user.dir")), "src");
        var modules = new NodeModules(sources.resolve(folder));
        if (!modules.isCurrent()) {
            modules.install(what);
        }
        return modules;
    }

    private boolean isCurrent() throws IOException {
        return Files.exists(stamp()) && Files.readString(stamp()).equals(pins());
    }

    private void install(String what) throws IOException {
        requireNode();
        Path lock = folder.resolve(".install.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (held.isValid() && !isCurrent()) {
                System.out.println("Installing " + what + " from npm, once …");
                run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
                Files.writeString(stamp(), pins());
            }
        } finally {
            Files.deleteIfExists(lock);
        }
    }

    private void requireNode() throws IOException {
        String version;
        try {
            version = run("node", "--version").strip();
        } catch (IOException e) {
            throw new IOException(
                    "Node.js " + OLDEST_NODE + " or later with npm is needed (https://nodejs.org): no node was found.",
                    e);
        }
        if (Integer.parseInt(version.replaceAll("^v([0-9]+).*", "$1")) < OLDEST_NODE) {
            throw new IOException("Node.js " + OLDEST_NODE + " or later is needed; this is " + version + ".");
        }
    }

    private String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command[0] + " failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }

    private Path stamp() {
        return folder.resolve("node_modules").resolve(".stamp");
    }

    private String pins() throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(Files.readAllBytes(folder.resolve("package.json")));
            sha256.update(Files.readAllBytes(folder.resolve("package-lock.json")));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
