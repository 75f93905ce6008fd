package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Who asked the vaults, and what was deleted or written in the content account. */
class AuditTest {
    /** L6. Neither calls of the app nor what homes put fills the workspace that the vaults' audit goes to. */
    @Test
    void nobodyBlindsTheVaultsAuditByFillingOtherLogs() {
        for (Deployment deployment : Deployment.golden()) {
            Set<JsonNode> telemetry =
                    Set.of(deployment.one("Microsoft.Insights/components", "").at("/properties/WorkspaceResourceId"));
            Set<JsonNode> vaults = workspaces(settingsOn(deployment, "/vaults/"));
            Set<JsonNode> storage = workspaces(settingsOn(deployment, "/storageAccounts/"));

            assertThat(settingsOn(deployment, "/vaults/")).hasSize(2).allSatisfy(setting -> {
                assertThat(setting.at("/properties/logs/0/categoryGroup").asText())
                        .isEqualTo("audit");
                assertThat(setting.at("/properties/logs/0/enabled").booleanValue())
                        .isTrue();
            });
            assertThat(vaults).hasSize(1).doesNotContainAnyElementsOf(telemetry);
            assertThat(storage).hasSize(1).doesNotContainAnyElementsOf(telemetry);
            assertThat(storage).doesNotContainAnyElementsOf(vaults);
            assertThat(deployment.all("Microsoft.OperationalInsights/workspaces"))
                    .hasSize(3);
        }
    }

    /** L5. */
    @Test
    void deletesOfContentAndOfTicketsAreKept_andWritesWhereTheOperatorPaysForThem() {
        for (Deployment deployment : Deployment.golden()) {
            boolean writes = deployment.name().equals("integrator");
            List<JsonNode> settings = settingsOn(deployment, "/storageAccounts/stcontent");
            assertThat(settings)
                    .extracting(setting -> setting.path("id").asText().replaceAll(".*/storageAccounts/[a-z0-9]+/", ""))
                    .containsExactlyInAnyOrder(
                            "blobServices/default/providers/Microsoft.Insights/diagnosticSettings/audit",
                            "queueServices/default/providers/Microsoft.Insights/diagnosticSettings/audit");
            assertThat(settings).allSatisfy(setting -> {
                assertThat(isKept(setting, "StorageDelete")).isTrue();
                assertThat(isKept(setting, "StorageWrite")).isEqualTo(writes);
            });
        }
    }

    private static boolean isKept(JsonNode setting, String category) {
        return StreamSupport.stream(setting.at("/properties/logs").spliterator(), false)
                .filter(log -> log.path("category").asText().equals(category))
                .anyMatch(log -> log.path("enabled").booleanValue());
    }

    private static List<JsonNode> settingsOn(Deployment deployment, String what) {
        return deployment.all("Microsoft.Insights/diagnosticSettings").stream()
                .filter(setting -> setting.path("id").asText().contains(what))
                .toList();
    }

    private static Set<JsonNode> workspaces(List<JsonNode> settings) {
        return settings.stream()
                .map(setting -> setting.at("/properties/workspaceId"))
                .collect(Collectors.toSet());
    }
}
