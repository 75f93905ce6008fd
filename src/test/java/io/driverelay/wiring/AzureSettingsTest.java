package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.infra.Deployment;
import io.driverelay.infra.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The app settings that a deployment sets are those that are read, and the reverse. */
class AzureSettingsTest {
    /** Read, and rightly set by nobody: the platform sets the host's name itself, and the relay's own address follows from it. */
    private static final Set<String> HAVE_A_DEFAULT = Set.of("WEBSITE_HOSTNAME", "PUBLIC_URL");

    /** Set, and read by the platform alone. */
    private static final Set<String> THE_PLATFORMS = Set.of(
            "AzureWebJobsDisableHomepage",
            "AzureWebJobsStorage__accountName",
            "AzureWebJobsStorage__clientId",
            "AzureWebJobsStorage__credential",
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
            "APPLICATIONINSIGHTS_CONNECTION_STRING",
            "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT");

    private static final Pattern SIGN_IN =
            Pattern.compile("\\[format\\('\\{0}([a-z]+)', environment\\(\\)\\.authentication\\.loginEndpoint\\)]");

    @Test
    void everySettingThatIsReadIsSet() {
        for (Deployment deployment : Deployment.golden()) {
            Set<String> missing = read(deployment);
            missing.removeAll(HAVE_A_DEFAULT);
            missing.removeIf(name -> isSet(deployment, name));
            assertThat(missing).as(deployment.name()).isEmpty();
        }
    }

    @Test
    void everySettingThatIsSetIsRead() {
        for (Deployment deployment : Deployment.golden()) {
            Set<String> needless = new TreeSet<>(deployment.settings().keySet());
            needless.removeAll(read(deployment));
            needless.removeAll(THE_PLATFORMS);
            assertThat(needless).as(deployment.name()).isEmpty();
        }
    }

    @Test
    void thePlatformHasItsOwn() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.settings().keySet()).containsAll(THE_PLATFORMS);
        }
    }

    @Test
    void theDefaultsOfADeploymentAreThoseOfTheCode() {
        Map<String, String> set = known(Deployment.read("home"));
        Map<String, String> bare = new HashMap<>(set);
        bare.keySet()
                .removeIf(name ->
                        name.matches("(RELAY|STAGING|SIGN_IN|ONEDRIVE)_.*") && !name.equals("ONEDRIVE_CLIENT_ID"));

        assertThat(Settings.read(set)).usingRecursiveComparison().isEqualTo(Settings.read(bare));
    }

    @Test
    void theDefaultScheduleIsTheExamples() throws IOException {
        var example = new ObjectMapper().readTree(Files.readString(Path.of("local.settings.json.example")));
        String schedule = example.at("/Values/DRIVE_CHECK_SCHEDULE").asText();

        assertThat(schedule).as("every five minutes").isEqualTo("0 */5 * * * *");
        assertThat(Deployment.read("home").settings()).containsEntry("DRIVE_CHECK_SCHEDULE", schedule);
    }

    @Test
    void theAppStartsWithWhatEveryDeploymentSets() {
        for (Deployment deployment : Deployment.golden()) {
            assertThatCode(() -> Settings.read(known(deployment)))
                    .as(deployment.name())
                    .doesNotThrowAnyException();
        }
    }

    /** A connection {@code X} without a key is set by {@code X__…}. */
    private static boolean isSet(Deployment deployment, String name) {
        return deployment.settings().keySet().stream()
                .anyMatch(key ->
                        key.equals(name) || (Functions.connections().contains(name) && key.startsWith(name + "__")));
    }

    /** Whatever is asked for, with nothing set and with everything, and what the bindings want. */
    private static Set<String> read(Deployment deployment) {
        var asked = new TreeSet<>(Functions.namedSettings());
        for (Map<String, String> environment : List.of(Map.<String, String>of(), known(deployment))) {
            try {
                Settings.read(new Asking(environment, asked));
            } catch (SettingsFault e) {
                assertThat(e).hasMessageStartingWith("App settings: ");
            }
        }
        return asked;
    }

    /** In the public cloud. What else only Azure can tell is taken for an address. */
    private static Map<String, String> known(Deployment deployment) {
        Map<String, String> known = new HashMap<>(deployment.settings());
        known.replaceAll((name, value) -> SIGN_IN.matcher(value).replaceAll("https://login.microsoftonline.com/$1"));
        known.replaceAll((name, value) -> value.startsWith("[") ? "https://known.to.azure.example.com" : value);
        known.put("WEBSITE_HOSTNAME", "relay.azurewebsites.net");
        return known;
    }

    private static final class Asking extends HashMap<String, String> {
        private final Set<String> asked;

        Asking(Map<String, String> environment, Set<String> asked) {
            super(environment);
            this.asked = asked;
        }

        @Override
        public String get(Object key) {
            asked.add((String) key);
            return super.get(key);
        }

        @Override
        public String getOrDefault(Object key, String otherwise) {
            asked.add((String) key);
            return super.getOrDefault(key, otherwise);
        }

        @Override
        public boolean containsKey(Object key) {
            asked.add((String) key);
            return super.containsKey(key);
        }
    }
}
