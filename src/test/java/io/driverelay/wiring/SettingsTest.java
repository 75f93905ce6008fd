package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Map<String, String> enough() {
        return new HashMap<>(Map.of(
                "CONTENT_STORAGE", "AccountKey=secret",
                "KEY_VAULT_URL", "https://v.vault.azure.net/",
                "ONEDRIVE_CLIENT_ID", "id",
                "WEBSITE_HOSTNAME", "relay.azurewebsites.net"));
    }

    @Test
    void defaultsStandWhereNothingIsSet() {
        Settings settings = Settings.read(enough());

        assertThat(settings.publicUrl()).hasToString("https://relay.azurewebsites.net");
        assertThat(settings.keyVaultUrl()).hasToString("https://v.vault.azure.net");
        assertThat(settings.relay().turn()).isEqualTo(Duration.ofMinutes(8));
        assertThat(settings.relay().largestFragmentBytes()).isEqualTo(62_586_880);
        assertThat(settings.oneDrive().scopes()).contains("offline_access");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void everyWrongKeyIsNamedAtOnce_withoutItsValue() {
        Map<String, String> wrong = enough();
        wrong.remove("CONTENT_STORAGE");
        wrong.put("RELAY_TURN", "eight minutes");
        wrong.put("RELAY_FRAGMENT_BYTES", "1000");
        wrong.put("ONEDRIVE_GRAPH_URL", "http://graph.example.com");

        assertThatThrownBy(() -> Settings.read(wrong))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("CONTENT_STORAGE")
                .hasMessageContaining("RELAY_TURN")
                .hasMessageContaining("RELAY_FRAGMENT_BYTES")
                .hasMessageContaining("ONEDRIVE_GRAPH_URL")
                .hasMessageNotContaining("eight minutes");
    }
}
