package io.driverelay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn -Plocal} as a terminal has it: a process group that Ctrl-C reaches as a whole. */
class LocalRunIT {
    private static final String READY = "^ready url=(\\S+) key=(\\S+) .*";

    @TempDir
    Path data;

    private final List<Run> runs = new ArrayList<>();

    @AfterEach
    void endAll() throws Exception {
        for (Run run : runs) {
            run.interrupt();
        }
    }

    private Run start(String... options) throws IOException {
        return start(RunLocally.class, options);
    }

    private Run start(Class<?> main, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                // whoever runs the tests in the background has it ignored
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlocal.port=0",
                "-Dlocal.data=" + data));
        command.addAll(List.of(options));
        command.add(main.getName());
        Path said = Files.createTempFile(data.getParent(), "said", ".txt");
        var run = new Run(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start(),
                said);
        runs.add(run);
        return run;
    }

    /** One start. */
    private record Run(Process process, Path said) {
        /** To all of the group, as a terminal does. */
        void interrupt() throws Exception {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-INT", "--", "-" + process.pid())
                        .start()
                        .waitFor();
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }

        String words() throws IOException {
            return Files.readString(said);
        }

        Matcher await(String regex, int seconds) throws Exception {
            Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
            for (int i = 0; i < seconds * 10; i++) {
                Matcher found = pattern.matcher(words());
                if (found.find()) {
                    return found;
                }
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(100);
            }
            throw new AssertionError("never said: " + regex + "\n" + words());
        }

        Matcher ready() throws Exception {
            return await(READY, 120);
        }
    }

    private static HttpResponse<String> send(String method, String url, String body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static void assertServes(Matcher ready) throws Exception {
        assertThat(send("GET", ready.group(1) + "/api/health", "").statusCode()).isEqualTo(200);
    }

    private static String drive(Run run) throws IOException {
        Matcher drive = Pattern.compile("(http://\\S+)/_simulator/answers").matcher(run.words());
        assertThat(drive.find()).isTrue();
        return drive.group(1);
    }

    /** N4. */
    @Test
    void secondRunOnOneFolderIsRefusedInWords_andThatOfADeadOneIsNot() throws Exception {
        Run first = start("-Dlocal.sample=0");
        Matcher ready = first.ready();

        Run second = start("-Dlocal.sample=0");
        assertThat(second.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.process().exitValue()).isOne();
        assertThat(second.words()).contains("Another run is using").contains("-Dlocal.data=DIR");
        Run beforePackaging = start(RequireFreeFolder.class);
        assertThat(beforePackaging.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(beforePackaging.process().exitValue()).isOne();
        assertThat(beforePackaging.words()).contains("Another run is using");
        assertServes(ready);

        first.process().destroyForcibly().waitFor();
        Run afterwards = start(RequireFreeFolder.class);
        assertThat(afterwards.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(afterwards.process().exitValue()).isZero();
        assertThat(afterwards.words()).isEmpty();
        assertServes(start("-Dlocal.sample=0").ready());
    }

    @Test
    void runsWithFoldersOfTheirOwnServeOnePackage_whichNoBuildClearsMeanwhile() throws Exception {
        Matcher ready = start("-Dlocal.sample=0").ready();
        String another = "-Dlocal.data=" + data.resolve("another");
        Run beforePackaging = start(RequireFreeFolder.class, another);
        assertThat(beforePackaging.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(beforePackaging.process().exitValue()).isOne();
        assertThat(beforePackaging.words()).contains("Another run serves the package in");

        assertServes(start("-Dlocal.sample=0", another).ready());
        assertServes(ready);
    }

    /** N5: README's own quota line. */
    @Test
    void fullDriveKeepsNoStartFromServing() throws Exception {
        Run first = start("-Dlocal.sample=1MiB");
        first.ready();
        String quota = "{\"person\":\"alex\",\"totalBytes\":1000000000,\"usedBytes\":999999999}";
        assertThat(send("PUT", drive(first) + "/_simulator/quota", quota).statusCode())
                .isEqualTo(204);
        first.interrupt();
        for (int n = 0; n < 2; n++) {
            Run next = start("-Dlocal.sample=1MiB");
            assertServes(next.ready());
            assertThat(next.words()).containsPattern("The sample (could not be sent|is waiting)");
            next.interrupt();
        }
    }

    /** N5. */
    @Test
    void removedConnectionAndASampleTooLargeKeepNoStartFromServing() throws Exception {
        Run first = start("-Dlocal.sample=900000GiB");
        Matcher ready = first.ready();
        assertServes(ready);
        assertThat(first.words()).contains("The sample could not be sent: ");
        Matcher connection = first.await("/connections/([^/]+)/status", 1);
        String address = ready.group(1) + "/api/connections/" + connection.group(1);
        assertThat(send("DELETE", address, "", "x-functions-key", ready.group(2))
                        .statusCode())
                .isIn(200, 202, 204);
        first.interrupt();

        Run second = start("-Dlocal.sample=1MiB");
        assertServes(second.ready());
        assertThat(second.words()).contains("making another").contains("Delivered and equal");
        second.interrupt();

        Files.writeString(data.resolve("home.json"), "{\"connectionId\":");
        Run third = start("-Dlocal.sample=1MiB");
        assertServes(third.ready());
        // the connection that it forgot has the folder still
        assertThat(third.words()).contains("The sample could not be sent: the sign-in ended with 400: This OneDrive");
    }

    /** N6: well before the claim of the turn is over by itself, which takes two minutes. */
    @Test
    void uploadGoesOnAtOnceAfterCtrlC() throws Exception {
        Run first = start("-Dlocal.sample=800MiB");
        first.await("relaying: [1-9][0-9]* of ", 180);
        first.interrupt();
        assertThat(first.words())
                .doesNotContain("The end was not clean")
                .doesNotContain("Delivered and equal")
                .doesNotContain("ready url=");

        Run second = start("-Dlocal.once");
        second.await("Delivered and equal", 100);
        assertThat(second.words()).contains("The sample of an earlier start is staged already.");
    }
}
