package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the compiler has to say of the templates: nothing. Most of its findings are only warnings (a misspelt property, a wrong type), so a
 * single line fails. {@code -Dinfra.snapshots=overwrite} evaluates the golden deployments anew.
 */
class CompilerTest {
    private static final Path INFRA = Path.of("infra");
    private static final String MODE =
            System.getProperty("infra.snapshots", "").equals("overwrite") ? "overwrite" : "validate";

    @TempDir
    static Path formatted;

    /** A run takes two seconds: they go two at a time. */
    private static final ExecutorService RUNS = Executors.newFixedThreadPool(2);

    @AfterAll
    static void endRuns() {
        RUNS.shutdownNow();
    }

    @TestFactory
    List<DynamicTest> theCompilerHasNothingToSay() throws IOException {
        Optional<BicepCompiler> found = BicepCompiler.find();
        if (found.isEmpty()) {
            System.out.println("No Bicep compiler (BICEP, ../shared/tools/bicep, PATH): infra/ is checked by its"
                    + " committed snapshots alone.");
            return List.of();
        }
        BicepCompiler bicep = found.get();
        copyTemplates();
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : Deployment.names()) {
            Future<BicepCompiler.Said> run = RUNS.submit(() -> snapshot(bicep, name));
            tests.add(dynamicTest(MODE + " the snapshot of " + name, () -> {
                saysNothing("snapshot of " + name, run.get());
                if (MODE.equals("overwrite")) {
                    sortOutputs(Deployment.FOLDER.resolve(name + ".snapshot.json"));
                }
            }));
        }
        var lint = RUNS.submit(() -> bicep.run("lint", "--pattern", "infra/**/*.bicep"));
        tests.add(dynamicTest("lint", () -> saysNothing("lint", lint.get())));
        var build = RUNS.submit(() -> bicep.run("build", "infra/main.bicep", "--stdout"));
        tests.add(dynamicTest("build", () -> onlyBuilds("build", build.get())));
        Callable<CompiledTemplate> built = () -> CompiledTemplate.of(build.get().output());
        tests.add(dynamicTest("roles before the app", () -> built.call().grantsBeforeTheAppStarts()));
        tests.add(dynamicTest(
                "nothing asked of what is not deployed", () -> built.call().asksNothingOfWhatIsNotDeployed()));
        tests.add(dynamicTest("no net too short", () -> built.call().takesNoNetThatIsTooShort()));
        var parameters = RUNS.submit(() -> bicep.run("build-params", "infra/main.bicepparam", "--stdout"));
        tests.add(dynamicTest("build-params", () -> onlyBuilds("build-params", parameters.get())));
        var format = RUNS.submit(() -> bicep.run("format", "--pattern", formatted + "/**/*.bicep*"));
        tests.add(dynamicTest("format", () -> changesNothing(format.get())));
        return tests;
    }

    /** Made-up ids, so that a snapshot is the same everywhere. */
    private static BicepCompiler.Said snapshot(BicepCompiler bicep, String name)
            throws IOException, InterruptedException {
        return bicep.run(
                "snapshot",
                Deployment.FOLDER.resolve(name + ".bicepparam").toString(),
                "--mode",
                MODE,
                "--subscription-id",
                "00000000-0000-4000-8000-0000000005ab",
                "--tenant-id",
                "00000000-0000-4000-8000-00000000007e",
                "--location",
                "westeurope");
    }

    /** The compiler writes them in any order, which would be a difference in every review. */
    private static void sortOutputs(Path snapshot) throws IOException {
        String text = Files.readString(snapshot);
        int from = text.indexOf("{\n", text.indexOf("\n  \"outputs\":")) + 2;
        int to = text.indexOf("\n  }", from);
        String sorted = text.substring(from, to)
                .lines()
                .map(line -> line.replaceAll(",$", ""))
                .sorted()
                .collect(Collectors.joining(",\n"));
        Files.writeString(
                snapshot, text.substring(0, from) + sorted + text.substring(to).stripTrailing() + "\n");
    }

    private static void onlyBuilds(String what, BicepCompiler.Said said) {
        assertThat(said.errors()).as(what).isEmpty();
        assertThat(said.exit()).as(what).isZero();
    }

    private static void saysNothing(String what, BicepCompiler.Said said) {
        assertThat(said.output() + said.errors()).as(what).isEmpty();
        assertThat(said.exit()).as(what).isZero();
    }

    private static void changesNothing(BicepCompiler.Said said) throws IOException {
        saysNothing("format", said);
        for (Path file : templates()) {
            assertThat(file).hasSameTextualContentAs(formatted.resolve(INFRA.relativize(file)));
        }
    }

    /** The compiler formats many files in place only: a copy is formatted and compared. */
    private static void copyTemplates() throws IOException {
        for (Path file : templates()) {
            Path copy = formatted.resolve(INFRA.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, Files.readString(file));
        }
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(INFRA)) {
            return files.filter(file -> file.toString().matches(".*\\.bicep(param)?|.*bicepconfig\\.json"))
                    .toList();
        }
    }
}
