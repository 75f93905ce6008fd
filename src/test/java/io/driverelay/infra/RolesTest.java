package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/security.md has the table of roles, each with its reason; the deployments grant these and nothing else. */
class RolesTest {
    record Grant(String who, String role, String on) {}

    static List<Grant> grants(Deployment deployment) {
        return deployment.all("Microsoft.Authorization/roleAssignments").stream()
                .map(RolesTest::grant)
                .toList();
    }

    @Test
    void theRolesOfEveryDeploymentAreThoseOfTheTable() throws IOException {
        List<Grant> documented = Files.readAllLines(Path.of("docs", "security.md")).stream()
                .filter(line -> line.matches("\\| (app|operator) \\|[^|]+\\| `[0-9a-f-]{36}` \\|.*"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Grant(cells[1].strip(), plain(cells[3]), plain(cells[4])))
                .toList();

        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.all("Microsoft.Authorization/roleAssignments"))
                    .as(deployment.name())
                    .extracting(RolesTest::grant)
                    .containsExactlyInAnyOrderElementsOf(documented);
        }
    }

    @Test
    void theAppIsAServicePrincipal_soThatANewIdentityIsNotLookedUpTooEarly() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.all("Microsoft.Authorization/roleAssignments"))
                    .filteredOn(assignment -> grant(assignment).who().equals("app"))
                    .extracting(assignment ->
                            assignment.at("/properties/principalType").asText())
                    .containsOnly("ServicePrincipal");
        }
    }

    private static Grant grant(JsonNode assignment) {
        String principal = assignment.at("/properties/principalId").asText();
        String role = assignment.at("/properties/roleDefinitionId").asText();
        return new Grant(
                principal.contains("/userAssignedIdentities/id-") ? "app" : "operator",
                role.replaceAll(".*/", ""),
                scope(assignment.path("id").asText()));
    }

    private static String scope(String id) {
        String on = id.replaceAll("/providers/Microsoft.Authorization/roleAssignments/.*", "");
        if (on.contains("/queues/")) {
            return "queue " + on.replaceAll(".*/", "");
        }
        return on.replaceAll(".*/storageAccounts/sthost[a-z0-9]+$", "host account")
                .replaceAll(".*/storageAccounts/stcontent[a-z0-9]+$", "content account")
                .replaceAll(".*/vaults/kv-app-[a-z0-9]+$", "client secret's vault")
                .replaceAll(".*/vaults/[a-z0-9-]+$", "vault")
                .replaceAll(".*/components/[a-z0-9-]+$", "Application Insights");
    }

    private static String plain(String cell) {
        return cell.replace("`", "").strip();
    }
}
