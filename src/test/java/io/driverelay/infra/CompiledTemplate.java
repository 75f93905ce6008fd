package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What Azure Resource Manager is handed. No snapshot shows what waits for what, nor which parameters it takes. */
record CompiledTemplate(JsonNode parameters, JsonNode modules) {
    static CompiledTemplate of(String json) throws IOException {
        JsonNode template = new ObjectMapper().readTree(json);
        return new CompiledTemplate(template.path("parameters"), template.path("resources"));
    }

    /** An app that starts before it may read its storage, or cannot find it, stays unhealthy for minutes. */
    void grantsBeforeTheAppStarts() {
        assertThat(waitsFor("app")).contains("access", "contentStorage", "hostStorageEndpoint", "vaultEndpoint");
        assertThat(waitsFor("access"))
                .contains("identity", "hostStorage", "contentStorage", "vault", "appVault", "monitoring");
    }

    /** Parameters are evaluated even where their module is not deployed (Azure/bicep #8022), and what they ask for is not there. */
    void asksNothingOfWhatIsNotDeployed() {
        modules.properties().forEach(module -> {
            String condition = module.getValue().path("condition").asText().replaceAll("^\\[|]$", "");
            if (!condition.isEmpty()) {
                assertThat(asking(module.getKey())).allMatch(text -> text.startsWith("[if(" + condition + ", "));
            }
        });
    }

    void takesNoNetThatIsTooShort() {
        long days = parameters.at("/stagingKeptAtMostDays/minValue").asLong();
        assertThat(Duration.ofDays(days)).isGreaterThan(ContentKeptTest.longestNeeded());
    }

    private List<String> waitsFor(String module) {
        return StreamSupport.stream(modules.at("/" + module + "/dependsOn").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private List<String> asking(String module) {
        return Pattern.compile("\"([^\"]*reference\\('" + module + "'\\)[^\"]*)\"")
                .matcher(modules.toString())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
