package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownSettingsTest {
    @Test
    void ofASecretIsToldThatItIsSet() {
        var shown = ShownSettings.of(
                Map.of("CONTENT_STORAGE", "AccountName=a;AccountKey=very-secret", "RELAY_TURN", "PT8M"));

        assertThat(shown)
                .containsEntry("CONTENT_STORAGE", "set")
                .containsEntry("AzureWebJobsStorage", "missing")
                .containsEntry("RELAY_TURN", "PT8M")
                .containsEntry("RELAY_CLAIM", null);
        assertThat(shown.toString()).doesNotContain("very-secret");
    }

    @Test
    void credentialInAnAddressIsLeftOut_andWhatIsNoSettingOfOursIsNotShown() {
        var shown = ShownSettings.of(Map.of(
                "PUBLIC_URL", "https://somebody:very-secret@relay.example/?sig=very-secret", "OTHER", "very-secret"));

        assertThat(shown).containsEntry("PUBLIC_URL", "https://relay.example/");
        assertThat(shown.toString()).doesNotContain("very-secret", "OTHER");
    }

    /** A setting that is added is shown, one way or the other. */
    @Test
    void everySettingOfOursIsAmongThem() throws Exception {
        var known = new HashMap<>(ShownSettings.of(Map.of()));
        new ObjectMapper()
                .readTree(Files.readString(Path.of("local.settings.json.example")))
                .path("Values")
                .fieldNames()
                .forEachRemaining(key -> assertThat(known).containsKey(key));
    }
}
