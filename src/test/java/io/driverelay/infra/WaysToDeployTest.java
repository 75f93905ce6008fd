package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden deployments are what they are named for: a home with nothing but defaults, an integrator with everything. */
class WaysToDeployTest {
    private static final String APP = "/properties/functionAppConfig/";
    private static final Map<String, String> ZONES =
            Map.of("blob", "'privatelink.blob.{0}'", "vault", "'privatelink{0}', environment().suffixes.keyvaultDns)");

    private final Deployment home = Deployment.read("home");
    private final Deployment integrator = Deployment.read("integrator");

    @Test
    void everyAppIsOnFlexConsumption() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment
                            .one("Microsoft.Web/serverfarms", "")
                            .at("/sku/name")
                            .asText())
                    .isEqualTo("FC1");
        }
    }

    @Test
    void aHomeRunsOnTheJavaThatTheAppIsCompiledFor() throws IOException {
        String java = home.app().at(APP + "runtime/version").asText();

        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<maven.compiler.release>" + java + "</maven.compiler.release>");
    }

    @Test
    void onlyTheIntegratorPaysForInstancesThatStay() {
        assertThat(home.app().at(APP + "scaleAndConcurrency/alwaysReady")).isEmpty();
        assertThat(integrator.app().at(APP + "scaleAndConcurrency/alwaysReady")).isNotEmpty();
    }

    /** What is kept in one zone would stop instances in the others. */
    @Test
    void instancesInSeveralZonesHaveTheirStorageInSeveral() {
        assertThat(integrator
                        .one("Microsoft.Web/serverfarms", "")
                        .at("/properties/zoneRedundant")
                        .booleanValue())
                .isTrue();
        assertThat(integrator.all("Microsoft.Storage/storageAccounts"))
                .extracting(account -> account.at("/sku/name").asText())
                .allMatch(sku -> sku.contains("ZRS"));
    }

    @Test
    void theBillHasACeiling() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment
                            .app()
                            .at(APP + "scaleAndConcurrency/maximumInstanceCount")
                            .asInt())
                    .isBetween(1, 1000);
            assertThat(deployment.all("Microsoft.OperationalInsights/workspaces"))
                    .isNotEmpty()
                    .allMatch(workspace -> workspace
                                    .at("/properties/workspaceCapping/dailyQuotaGb")
                                    .asInt()
                            > 0);
        }
    }

    @Test
    void aHomeHasNoNetwork() {
        assertThat(home.resources())
                .noneMatch(resource -> resource.path("type").asText().startsWith("Microsoft.Network/"));
        assertThat(home.app().at("/properties/virtualNetworkSubnetId").isNull()).isTrue();
    }

    @Test
    void theAppsHalfOfTheNetworkIsFlexConsumptionsAndGoesOut() {
        JsonNode subnet =
                integrator.one("Microsoft.Network/virtualNetworks", "").at("/properties/subnets/1");

        assertThat(subnet.path("name").asText()).isEqualTo("app");
        assertThat(subnet.at("/properties/defaultOutboundAccess").booleanValue())
                .isTrue();
        assertThat(subnet.at("/properties/delegations"))
                .extracting(
                        delegation -> delegation.at("/properties/serviceName").asText())
                .containsExactly("Microsoft.App/environments");
    }

    @Test
    void theAppFindsWhatIsPrivateByItsName() {
        for (JsonNode endpoint : integrator.all("Microsoft.Network/privateEndpoints")) {
            List<JsonNode> doors = endpoint.findValues("groupIds");
            assertThat(doors).hasSize(1);
            JsonNode leadsTo = integrator
                    .one(
                            "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
                            endpoint.path("name").asText())
                    .at("/properties/privateDnsZoneConfigs/0/properties/privateDnsZoneId");

            assertThat(leadsTo.asText()).contains(ZONES.get(doors.get(0).path(0).asText()));
            assertThat(integrator.all("Microsoft.Network/privateDnsZones"))
                    .extracting(zone -> zone.path("id"))
                    .contains(leadsTo);
        }
        assertThat(integrator.all("Microsoft.Network/privateDnsZones/virtualNetworkLinks"))
                .hasSize(2);
    }
}
