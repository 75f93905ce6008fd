package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be so in every deployment, resource by resource. */
class HardeningTest {
    private static final String STORAGE = "Microsoft.Storage/storageAccounts";
    private static final String VAULT = "Microsoft.KeyVault/vaults";

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Microsoft.Storage/storageAccounts | allowSharedKeyAccess | false
            Microsoft.Storage/storageAccounts | defaultToOAuthAuthentication | true
            Microsoft.Storage/storageAccounts | allowBlobPublicAccess | false
            Microsoft.Storage/storageAccounts | allowCrossTenantReplication | false
            Microsoft.Storage/storageAccounts | allowedCopyScope | AAD
            Microsoft.Storage/storageAccounts | minimumTlsVersion | TLS1_2
            Microsoft.Storage/storageAccounts | supportsHttpsTrafficOnly | true
            Microsoft.Storage/storageAccounts | encryption/requireInfrastructureEncryption | true
            Microsoft.Storage/storageAccounts/blobServices | cors/corsRules | []
            Microsoft.Storage/storageAccounts/blobServices | containerDeleteRetentionPolicy/enabled | true
            Microsoft.Storage/storageAccounts/blobServices | isVersioningEnabled | false
            Microsoft.Storage/storageAccounts/blobServices/containers | publicAccess | None
            Microsoft.Storage/storageAccounts/queueServices | cors/corsRules | []
            Microsoft.KeyVault/vaults | enableRbacAuthorization | true
            Microsoft.KeyVault/vaults | enableSoftDelete | true
            Microsoft.KeyVault/vaults | enablePurgeProtection | true
            Microsoft.KeyVault/vaults | enabledForDeployment | false
            Microsoft.KeyVault/vaults | enabledForDiskEncryption | false
            Microsoft.KeyVault/vaults | enabledForTemplateDeployment | false
            Microsoft.Insights/components | DisableLocalAuth | true
            Microsoft.Insights/components | IngestionMode | LogAnalytics
            Microsoft.Insights/diagnosticSettings | logs/0/enabled | true
            Microsoft.OperationalInsights/workspaces | features/disableLocalAuth | true
            Microsoft.Web/serverfarms | reserved | true
            Microsoft.Web/sites | httpsOnly | true
            Microsoft.Web/sites | clientAffinityEnabled | false
            Microsoft.Web/sites | siteConfig/minTlsVersion | 1.2
            Microsoft.Web/sites | siteConfig/scmMinTlsVersion | 1.2
            Microsoft.Web/sites | siteConfig/cors/supportCredentials | false
            Microsoft.Web/sites | siteConfig/http20Enabled | true
            Microsoft.Web/sites | siteConfig/remoteDebuggingEnabled | false
            Microsoft.Web/sites | siteConfig/cors/allowedOrigins | []
            Microsoft.Web/sites | functionAppConfig/runtime/name | java
            Microsoft.Web/sites | functionAppConfig/deployment/storage/type | blobContainer
            Microsoft.Web/sites | functionAppConfig/deployment/storage/authentication/type | UserAssignedIdentity
            Microsoft.Web/sites/basicPublishingCredentialsPolicies | allow | false
            """)
    void everyResourceOfATypeHasIt(String type, String property, String expected) {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.all(type)).as(deployment + " has " + type).isNotEmpty();
            for (JsonNode resource : deployment.all(type)) {
                JsonNode value = resource.at("/properties/" + property);
                assertThat(value.isValueNode() ? value.asText() : value.toString())
                        .as(deployment + ": " + property + " of " + resource.path("name"))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void bothPublishingDoorsAreShut_andTheIdentityIsTheOnlyOne() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.all("Microsoft.Web/sites/basicPublishingCredentialsPolicies"))
                    .extracting(door -> door.path("name").asText().replaceAll(".*/", ""))
                    .containsExactlyInAnyOrder("scm", "ftp");
            assertThat(deployment.app().at("/identity/type").asText()).isEqualTo("UserAssigned");
            assertThat(deployment.all("Microsoft.ManagedIdentity/userAssignedIdentities"))
                    .hasSize(1);
        }
    }

    @Test
    void whatIsPrivateIsShut_andTheContentAccountStaysOpenForHomes() {
        Deployment integrator = Deployment.read("integrator");

        for (JsonNode shut : Stream.concat(Stream.of(integrator.hostAccount()), integrator.all(VAULT).stream())
                .toList()) {
            assertThat(shut.at("/properties/publicNetworkAccess").asText()).isEqualTo("Disabled");
            assertThat(shut.at("/properties/networkAcls/defaultAction").asText())
                    .isEqualTo("Deny");
            // L14
            assertThat(shut.at("/properties/networkAcls/bypass").asText()).isEqualTo("None");
        }
        JsonNode open = integrator.contentAccount();
        assertThat(open.at("/properties/publicNetworkAccess").asText()).isEqualTo("Enabled");
        assertThat(open.at("/properties/networkAcls/defaultAction").asText()).isEqualTo("Allow");
        assertThat(integrator.all("Microsoft.Network/privateEndpoints")).hasSize(3);
        assertThat(integrator.app().at("/properties/virtualNetworkSubnetId").asText())
                .contains("appSubnetId");
    }

    @Test
    void onlyTheContentAccountForgetsDeletedBlobs() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(keepsDeletedBlobs(deployment, "stcontent")).isFalse();
            assertThat(keepsDeletedBlobs(deployment, "sthost")).isTrue();
            assertThat(deployment.all(STORAGE)).hasSize(2);
        }
    }

    private static boolean keepsDeletedBlobs(Deployment deployment, String account) {
        return deployment
                .one(STORAGE + "/blobServices", account)
                .at("/properties/deleteRetentionPolicy/enabled")
                .booleanValue();
    }
}
