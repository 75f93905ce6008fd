package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What checkov finds in the deployments as they are evaluated, in the templates as far as it reads Bicep, and in the workflow: each finding is
 * exempted where it is, with its reason.
 */
class RulesIT {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (CKV2?_\\w+) \\| [^|]+ \\| (met|exempt|not asked)\\b");

    @TempDir
    static Path folder;

    private static List<Finding> findings;
    private static List<Exemption> exemptions;

    @BeforeAll
    static void run() throws Exception {
        Optional<RuleTool> checkov = RuleTool.ofPython("checkov");
        if (checkov.isEmpty()) {
            System.out.println(
                    "skipped: what checkov says of infra/ and .github/; src/test/rules/prepare.sh fetches it");
        }
        assumeTrue(checkov.isPresent(), "no checkov");
        copy(Path.of("infra"), ".*\\.bicep");
        copy(Path.of(".github"), ".*\\.yml");
        for (Deployment deployment : Deployment.golden()) {
            Files.writeString(folder.resolve(deployment.name() + ".json"), EvaluatedTemplate.of(deployment));
        }
        var said = checkov.get().run(folder, arguments());
        findings = Finding.of(said.output());
        exemptions = Exemption.inPlace();
    }

    private static List<String> arguments() {
        return List.of(
                "--directory",
                ".",
                "--framework",
                "arm",
                "bicep",
                "github_actions",
                "--skip-download",
                "--output",
                "json");
    }

    private static void copy(Path from, String names) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(one -> one.toString().matches(names)).toList()) {
                Path copy = folder.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void everyFindingIsExemptedInPlace() throws IOException {
        List<Finding> open = new ArrayList<>();
        for (Finding finding : findings) {
            if (!finding.met() && !isExempted(finding)) {
                open.add(finding);
            }
        }
        assertThat(open).isEmpty();
    }

    private static boolean isExempted(Finding finding) throws IOException {
        for (Exemption exemption : exemptions) {
            if (exemption.covers(finding)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noExemptionIsLeftOver_andEachHasItsReason() throws IOException {
        assertThat(exemptions).isNotEmpty();
        for (Exemption exemption : exemptions) {
            assertThat(exemption.reason()).as(exemption.toString()).hasSizeGreaterThan(20);
            List<Finding> covered = new ArrayList<>();
            for (Finding finding : findings) {
                if (!finding.met() && exemption.covers(finding)) {
                    covered.add(finding);
                }
            }
            assertThat(covered).as(exemption.toString()).isNotEmpty();
        }
    }

    @Test
    void everythingWasLookedAt() {
        assertThat(findings).extracting(Finding::framework).contains("arm", "bicep", "github_actions");
        for (Deployment deployment : Deployment.golden()) {
            assertThat(findings)
                    .filteredOn(finding -> finding.file().equals("/" + deployment.name() + ".json"))
                    .extracting(Finding::type)
                    .contains(
                            "Microsoft.Web/sites",
                            "Microsoft.Web/serverfarms",
                            "Microsoft.KeyVault/vaults",
                            "Microsoft.Storage/storageAccounts",
                            "Microsoft.Insights/diagnosticSettings");
        }
    }

    @Test
    void everyRuleIsInTheTable() throws IOException {
        Set<String> failed = Finding.rules(findings, finding -> !finding.met());
        Set<String> met = Finding.rules(findings, Finding::met);
        met.removeAll(failed);

        assertThat(rows("met")).isEqualTo(met);
        assertThat(rows("exempt")).isEqualTo(failed);
        assertThat(rows("not asked"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(met)
                .doesNotContainAnyElementsOf(failed);
    }

    private static Set<String> rows(String answer) throws IOException {
        Set<String> rules = new TreeSet<>();
        ROW.matcher(Files.readString(Path.of("docs", "security.md")))
                .results()
                .filter(row -> row.group(2).equals(answer))
                .forEach(row -> rules.add(row.group(1)));
        return rules;
    }
}
