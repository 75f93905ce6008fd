package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the compiler has to say of the templates: nothing. Most of its findings are only warnings (a misspelt property, a wrong type), so a
 * single line fails. {@code -Dinfra.snapshots=overwrite} evaluates the golden deployments anew.
 */
class CompilerTest {
    private static final Path INFRA = Path.of("infra");
    private static final Path FORMATTED = Path.of("target", "infra-formatted");
    private static final String MODE =
            System.getProperty("infra.snapshots", "").equals("overwrite") ? "overwrite" : "validate";

    @TestFactory
    List<DynamicTest> theCompilerHasNothingToSay() {
        Optional<BicepCompiler> found = BicepCompiler.find();
        if (found.isEmpty()) {
            System.out.println("No Bicep compiler (BICEP, ../shared/tools/bicep, PATH): infra/ is checked by its"
                    + " committed snapshots alone.");
            return List.of();
        }
        BicepCompiler bicep = found.get();
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("build", () -> silent(bicep.run("build", "infra/main.bicep", "--stdout"))));
        tests.add(dynamicTest(
                "build-params", () -> silent(bicep.run("build-params", "infra/main.bicepparam", "--stdout"))));
        tests.add(dynamicTest("lint", () -> saysNothing(bicep.run("lint", "--pattern", "infra/**/*.bicep"))));
        tests.add(dynamicTest("format", () -> isFormatted(bicep)));
        for (Deployment deployment : Deployment.golden()) {
            tests.add(dynamicTest(
                    MODE + " the snapshot of " + deployment, () -> saysNothing(snapshot(bicep, deployment.name()))));
        }
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

    /** The compiler formats in place only: a copy is formatted and compared. */
    private static void isFormatted(BicepCompiler bicep) throws IOException, InterruptedException {
        List<Path> files = templates();
        for (Path file : files) {
            Path copy = FORMATTED.resolve(INFRA.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, Files.readString(file));
        }
        saysNothing(bicep.run("format", "--pattern", FORMATTED + "/**/*.bicep*"));
        for (Path file : files) {
            assertThat(file).hasSameTextualContentAs(FORMATTED.resolve(INFRA.relativize(file)));
        }
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(INFRA)) {
            return files.filter(file -> file.toString().matches(".*\\.bicep(param)?|.*bicepconfig\\.json"))
                    .toList();
        }
    }

    private static void silent(BicepCompiler.Said said) {
        assertThat(said.errors()).isEmpty();
        assertThat(said.exit()).isZero();
    }

    private static void saysNothing(BicepCompiler.Said said) {
        assertThat(said.output() + said.errors()).isEmpty();
        assertThat(said.exit()).isZero();
    }
}
