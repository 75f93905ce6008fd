package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** azd finds its services by tags, and the package by its folder. */
class AzdTest {
    @Test
    void eachServiceOfAzureYamlIsTaggedOnce() throws IOException {
        String services = azureYaml().replaceAll("(?s).*\nservices:\n", "");
        List<String> names = Pattern.compile("(?m)^ {2}([a-z-]+):$")
                .matcher(services)
                .results()
                .map(found -> found.group(1))
                .toList();

        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.resources())
                    .filteredOn(
                            resource -> resource.at("/tags/azd-service-name").isTextual())
                    .extracting(
                            resource -> resource.at("/tags/azd-service-name").asText())
                    .containsExactlyElementsOf(names);
        }
    }

    @Test
    void everythingWithTagsNamesItsEnvironment() {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode group = deployment.one("Microsoft.Resources/resourceGroups", "rg-");
            String environment = group.path("name").asText().substring("rg-".length());
            assertThat(deployment.resources())
                    .filteredOn(resource -> resource.has("tags"))
                    .hasSizeGreaterThan(7)
                    .allMatch(resource ->
                            resource.at("/tags/azd-env-name").asText().equals(environment));
        }
    }

    @Test
    void thePackageIsWhereTheBuildLaysIt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String folder = pom.replaceAll("(?s).*<azure.functions.folder>(.*?)</azure.functions.folder>.*", "$1")
                .replace("${project.build.directory}", "target");

        assertThat(azureYaml())
                .contains("dist: " + folder + "\n")
                .contains("language: java")
                .contains("host: function");
        assertThat(Files.readString(Path.of("README.md"))).contains("--src " + folder + ".zip");
    }

    private static String azureYaml() throws IOException {
        return Files.readString(Path.of("azure.yaml"));
    }
}
