package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be nowhere. */
class ForbiddenTest {
    private static final Pattern KEYS = Pattern.compile(
            "(?i)listKeys|listAccountSas|listServiceSas|listSecrets|getSecret\\(|AccountKey=|SharedAccessKey"
                    + "|InstrumentationKey|connectionStrings|allowSharedKeyAccess\"?: true|@secure\\(\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a connection string beside the identity breaks the host, even an empty one
                "AzureWebJobsStorage",
                "AzureWebJobsDashboard",
                "CONTENT_STORAGE",
                // hosts on Flex Consumption lose their storage at times when it is given by its addresses
                "AzureWebJobsStorage__blobServiceUri",
                "AzureWebJobsStorage__queueServiceUri",
                "AzureWebJobsStorage__tableServiceUri",
                "APPINSIGHTS_INSTRUMENTATIONKEY",
                // not known to Flex Consumption
                "FUNCTIONS_WORKER_RUNTIME",
                "FUNCTIONS_EXTENSION_VERSION",
                "WEBSITE_RUN_FROM_PACKAGE",
                "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
                "WEBSITE_CONTENTSHARE",
                "WEBSITE_TIME_ZONE",
                "SCM_DO_BUILD_DURING_DEPLOYMENT"
            })
    void settingIsNowhere(String name) {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.settings().keySet()).doesNotContain(name);
        }
    }

    /** They would replace those of the app. */
    @Test
    void noSettingsAreGivenBesideTheApp() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.all("Microsoft.Web/sites/config")).isEmpty();
        }
    }

    /** A deployment is refused for any of them: azure-cli #31414, azure-functions-host #10643, terraform-azurerm-avm-res-web-site #345. */
    @Test
    void nothingIsSetThatFlexConsumptionRefuses() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.app().at("/properties/siteConfig").fieldNames())
                    .toIterable()
                    .isNotEmpty()
                    .doesNotContain(
                            "alwaysOn",
                            "ftpsState",
                            "functionAppScaleLimit",
                            "functionsRuntimeScaleMonitoringEnabled",
                            "linuxFxVersion",
                            "netFrameworkVersion",
                            "preWarmedInstanceCount",
                            "use32BitWorkerProcess",
                            "windowsFxVersion");
        }
    }

    @Test
    void noKeyIsReadOrGiven() throws IOException {
        for (Path file : filesOfInfra()) {
            assertThat(Files.readAllLines(file))
                    .as(file.toString())
                    .filteredOn(line -> KEYS.matcher(line).find())
                    .isEmpty();
        }
    }

    @Test
    void noSecretIsDeployed_andNoneIsAnOutput() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.all("Microsoft.KeyVault/vaults/secrets")).isEmpty();
            JsonNode outputs = deployment.snapshot().path("outputs");
            assertThat(outputs.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "AZURE_RESOURCE_GROUP",
                            "AZURE_FUNCTION_NAME",
                            "AZURE_KEY_VAULT_NAME",
                            "AZURE_CONTENT_STORAGE_NAME",
                            "AZURE_INSIGHTS_NAME",
                            "RELAY_URL",
                            "REDIRECT_URI");
        }
    }

    @Test
    void whatAnOutputSaysIsANameOrAnAddress() {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode outputs = deployment.snapshot().path("outputs");
            assertThat(outputs.path("AZURE_RESOURCE_GROUP")).isEqualTo(name(deployment, "Resources/resourceGroups"));
            assertThat(outputs.path("AZURE_FUNCTION_NAME")).isEqualTo(name(deployment, "Web/sites"));
            assertThat(outputs.path("AZURE_KEY_VAULT_NAME"))
                    .isEqualTo(deployment
                            .one("Microsoft.KeyVault/vaults", "kv-app-")
                            .path("name"));
            assertThat(outputs.path("AZURE_CONTENT_STORAGE_NAME"))
                    .isEqualTo(deployment
                            .one("Microsoft.Storage/storageAccounts", "stcontent")
                            .path("name"));
            assertThat(outputs.path("AZURE_INSIGHTS_NAME")).isEqualTo(name(deployment, "Insights/components"));
            for (String address : List.of("RELAY_URL", "REDIRECT_URI")) {
                assertThat(outputs.path(address).asText()).matches("https://[^?]*|.*outputs\\.hostName\\.value\\)*]");
            }
        }
    }

    @Test
    void nobodyAndNoMachineIsInASnapshot() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.snapshot().toString())
                    .doesNotContainPattern("/(home|work|Users|tmp)/|file:|@(?!example\\.com)[a-z]");
            assertThat(deployment.snapshot().path("diagnostics")).isEmpty();
        }
    }

    private static JsonNode name(Deployment deployment, String type) {
        return deployment.one("Microsoft." + type, "").path("name");
    }

    private static List<Path> filesOfInfra() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("infra"))) {
            return files.filter(file -> file.toString().matches(".*\\.(bicep|bicepparam|json)"))
                    .toList();
        }
    }
}
