package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PSRule for Azure would ask, where no other test here does. */
class PsRuleTest {
    private static final Set<String> WITHOUT_TAGS = Set.of(
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Consumption/budgets",
            "Microsoft.Insights/diagnosticSettings");

    /** Azure.Resource.UseTags. */
    @Test
    void everythingThatTakesTagsHasThem() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.resources())
                    .filteredOn(resource -> resource.path("type").asText().split("/", -1).length == 2
                            && !WITHOUT_TAGS.contains(resource.path("type").asText()))
                    .isNotEmpty()
                    .allSatisfy(resource -> assertThat(
                                    resource.at("/tags/azd-env-name").asText())
                            .as(resource.path("id").asText())
                            .isEqualTo(deployment.name()));
        }
    }

    /** Azure.Storage.Name, Azure.KeyVault.Name, Azure.AppInsights.Name, Azure.Identity.UserAssignedName and so on. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Microsoft.Storage/storageAccounts | [a-z0-9]{3,24}
            Microsoft.KeyVault/vaults | [A-Za-z](-?[A-Za-z0-9]){2,23}
            Microsoft.Insights/components | [A-Za-z0-9_.()-]{0,254}[A-Za-z0-9_()-]
            Microsoft.ManagedIdentity/userAssignedIdentities | [A-Za-z0-9][A-Za-z0-9_-]{2,127}
            Microsoft.OperationalInsights/workspaces | [A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]
            Microsoft.Web/serverfarms | [A-Za-z0-9-]{1,60}
            Microsoft.Web/sites | [A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]
            Microsoft.Network/virtualNetworks | [A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]
            Microsoft.Network/networkSecurityGroups | [A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]
            Microsoft.Network/privateEndpoints | [A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]
            """)
    void namesAreOfTheirTypesForm(String type, String form) {
        List<JsonNode> all = Deployment.golden().stream()
                .flatMap(deployment -> deployment.all(type).stream())
                .toList();

        assertThat(all)
                .isNotEmpty()
                .allSatisfy(
                        resource -> assertThat(resource.path("name").asText()).matches(form));
    }

    /** Azure.VNET.UseNSGs, Azure.NSG.AnyInboundSource. */
    @Test
    void everySubnetHasItsGuard_whichLetsNothingElseIn() {
        Deployment integrator = Deployment.read("integrator");

        JsonNode subnets =
                integrator.one("Microsoft.Network/virtualNetworks", "").at("/properties/subnets");
        assertThat(subnets)
                .hasSize(2)
                .allSatisfy(subnet -> assertThat(
                                subnet.at("/properties/networkSecurityGroup/id").asText())
                        .contains("networkSecurityGroups"));
        assertThat(integrator.all("Microsoft.Network/networkSecurityGroups"))
                .hasSize(1)
                .allSatisfy(guard ->
                        assertThat(guard.at("/properties/securityRules")).isEmpty());
    }

    /** Azure.Alert.MetricAutoMitigate, Azure.Alert.HighFrequencyQuery. */
    @Test
    void alertsGoWhenTheirTroubleIsOver_andAskAtMostEveryFiveMinutes() {
        assertThat(Deployment.read("integrator").all("Microsoft.Insights/scheduledQueryRules"))
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.at("/properties/autoMitigate").asBoolean()).isTrue();
                    assertThat(Duration.parse(
                                    rule.at("/properties/evaluationFrequency").asText()))
                            .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
                });
    }

    /** Azure.Template.ParameterMetadata, of the templates' own too. */
    @Test
    void everyTemplateAndEachOfItsParametersSaysWhatItIs() throws IOException {
        List<String> silent = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("infra"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".bicep")).toList()) {
                List<String> lines = Files.readAllLines(file);
                if (!lines.get(0).startsWith("metadata description = '")) {
                    silent.add(file.toString());
                }
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).matches("(param|output|type) .*") && !isDescribed(lines, i)) {
                        silent.add(file + ": " + lines.get(i));
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static boolean isDescribed(List<String> lines, int at) {
        for (int i = at - 1; i >= 0 && !lines.get(i).isBlank(); i--) {
            if (lines.get(i).startsWith("@description('")) {
                return true;
            }
        }
        return false;
    }
}
