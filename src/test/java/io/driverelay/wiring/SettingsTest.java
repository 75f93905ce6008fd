package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.azure.ContentAccount;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Map<String, String> enough() {
        return new HashMap<>(Map.of(
                "CONTENT_STORAGE", "AccountName=a;AccountKey=secret",
                "KEY_VAULT_URL", "https://v.vault.azure.net/",
                "ONEDRIVE_CLIENT_ID", "id",
                "WEBSITE_HOSTNAME", "relay.azurewebsites.net"));
    }

    @Test
    void defaultsStandWhereNothingIsSet() {
        Settings settings = Settings.read(enough());

        assertThat(settings.publicUrl()).hasToString("https://relay.azurewebsites.net");
        assertThat(settings.vaults().tokens()).hasToString("https://v.vault.azure.net");
        assertThat(settings.vaults().clientSecret()).isEqualTo(settings.vaults().tokens());
        assertThat(settings.valid().signInLink()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.relay().turn()).isEqualTo(Duration.ofMinutes(8));
        assertThat(settings.relay().largestFragmentBytes()).isEqualTo(62_586_880);
        assertThat(settings.oneDrive().scopes())
                .containsExactlyInAnyOrder("Files.ReadWrite.AppFolder", "offline_access", "openid");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void contentAccountIsEnteredByAnIdentity_asThePlatformWritesIt() {
        Map<String, String> azure = enough();
        azure.remove("CONTENT_STORAGE");
        azure.put("CONTENT_STORAGE__blobServiceUri", "https://a.blob.core.windows.net");
        azure.put("CONTENT_STORAGE__queueServiceUri", "https://a.queue.core.windows.net/");
        azure.put("CONTENT_STORAGE__credential", "managedidentity");
        azure.put("CONTENT_STORAGE__clientId", "id");

        assertThat(Settings.read(azure).contentStorage())
                .isEqualTo(new ContentAccount.WithIdentity(
                        URI.create("https://a.blob.core.windows.net"),
                        URI.create("https://a.queue.core.windows.net"),
                        "id"));
    }

    @Test
    void halfAnIdentity_orBothShapes_orAUrlThatOutlivesItsKey_areRefused() {
        Map<String, String> wrong = enough();
        wrong.put("CONTENT_STORAGE__blobServiceUri", "https://a.blob.core.windows.net");
        wrong.put("STAGING_URL_VALID", "P7D");
        wrong.put("SIGN_IN_LINK_VALID", "P8D");

        assertThatThrownBy(() -> Settings.read(wrong))
                .hasMessageContaining("CONTENT_STORAGE and CONTENT_STORAGE__blobServiceUri are both set")
                .hasMessageContaining("CONTENT_STORAGE__queueServiceUri is missing")
                .hasMessageContaining("CONTENT_STORAGE__credential must be managedidentity")
                .hasMessageContaining("STAGING_URL_VALID must be at most PT132H")
                .hasMessageContaining("SIGN_IN_LINK_VALID must be at most PT168H");
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
