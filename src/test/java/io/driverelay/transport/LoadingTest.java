package io.driverelay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library does not load, in a JVM of its own: one line says so, and the JDK's TLS goes on. */
class LoadingTest {
    /** Main of that JVM. */
    static final class Program {
        public static void main(String[] args) {
            var cryptography = Cryptography.quickest();
            cryptography.whyNotNative().ifPresent(why -> System.out.println("not native: " + why.getClass()));
            System.out.println("tls by " + cryptography.tls().getProvider().getName() + ", sha256 by "
                    + cryptography.sha256().getProvider().getName());
        }
    }

    private static List<String> run(String classPath, String... flags) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath, Program.class.getName()));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .filter(line -> !line.startsWith("WARNING: A restricted method"))
                .toList();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void jdkGoesOn(List<String> said) {
        assertThat(said.stream().filter(line -> line.startsWith("not native: ")))
                .hasSize(1);
        assertThat(said).last().asString().isEqualTo("tls by SunJSSE, sha256 by SUN");
    }

    @Test
    void onThePlatformsSystem_native() throws IOException {
        assertThat(run(classPath())).last().asString().isEqualTo("tls by Conscrypt, sha256 by Conscrypt");
    }

    @Test
    void onAnotherProcessor() throws IOException {
        jdkGoesOn(run(classPath(), "-Dos.arch=sparcv9"));
    }

    @Test
    void withoutAPlaceToUnpackTo(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("no-folder"));
        jdkGoesOn(run(classPath(), "-Dorg.conscrypt.native.workdir=" + file, "-Djava.io.tmpdir=" + file));
    }

    @Test
    void withoutTheLibrary() throws IOException {
        String without = Arrays.stream(classPath().split(System.getProperty("path.separator")))
                .filter(entry -> !entry.contains("conscrypt"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
        jdkGoesOn(run(without));
    }

    @Test
    void nothingOfItIsLeftInTheTemporaryFolder(@TempDir Path folder) throws IOException {
        run(classPath(), "-Djava.io.tmpdir=" + folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(file -> file.toString().contains("conscrypt")))
                    .isEmpty();
        }
    }
}
