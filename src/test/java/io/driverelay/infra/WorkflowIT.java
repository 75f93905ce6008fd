package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tools for it have to say of {@code .github}: nothing. */
class WorkflowIT {
    @Test
    void actionlintHasNothingToSay() throws Exception {
        Optional<RuleTool> actionlint = RuleTool.ofGo("actionlint");
        if (actionlint.isEmpty()) {
            System.out.println("skipped: what actionlint says of .github/; src/test/rules/prepare.sh fetches it by Go");
        }
        assumeTrue(actionlint.isPresent(), "no actionlint");

        var said =
                actionlint.get().run(Path.of("").toAbsolutePath(), List.of("-no-color", ".github/workflows/build.yml"));

        assertThat(said.output()).isEmpty();
        assertThat(said.exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"vendor.github-workflows, .github/workflows/build.yml", "vendor.dependabot, .github/dependabot.yml"})
    void fileIsOfItsSchema(String schema, String file) throws Exception {
        Optional<RuleTool> checkSchema = RuleTool.ofPython("check-jsonschema");
        assumeTrue(checkSchema.isPresent(), "no check-jsonschema");

        var said = checkSchema.get().run(Path.of("").toAbsolutePath(), List.of("--builtin-schema", schema, file));

        assertThat(said.exit()).as(said.output()).isZero();
    }
}
