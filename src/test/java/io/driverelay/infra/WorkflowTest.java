package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the workflow runs of others, and what it may do. */
class WorkflowTest {
    private static final Path WORKFLOW = Path.of(".github", "workflows", "build.yml");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(WORKFLOW);
    }

    @Test
    void everyActionIsOneCommit_withItsVersionBeside() throws IOException {
        assertThat(lines())
                .filteredOn(line -> line.contains("uses:"))
                .isNotEmpty()
                .allMatch(line -> line.matches(" +(- )?uses: [\\w/-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void itReads_andOnlyTheJobThatAsksAzureGetsATokenForIt() throws IOException {
        List<String> permissions = lines().stream()
                .filter(line -> line.matches(" +[a-z-]+: (read|write|none)"))
                .map(String::strip)
                .toList();

        assertThat(permissions).containsExactly("contents: read", "contents: read", "id-token: write");
        assertThat(Files.readString(WORKFLOW)).doesNotContain("secrets.").doesNotContain("pull_request_target");
    }
}
