package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.attacker.example",
                "http://127.0.0.1.attacker.example",
                "http://graph.example",
                "https:graph.example",
                "ftp://localhost",
                "//localhost",
                "https://"
            })
    void addressThatIsNeitherHttpsNorLoopbackIsRefusedByName(String address) {
        assertThatThrownBy(() -> Settings.read(with("ONEDRIVE_GRAPH_URL", address)))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("ONEDRIVE_GRAPH_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:7071", "http://localhost:7071", "http://[::1]:7071", "https://graph.example"})
    void addressThatIsHttpsOrLoopbackIsTaken(String address) {
        assertThat(Settings.read(with("ONEDRIVE_GRAPH_URL", address)).oneDrive().graphUrl())
                .hasToString(address);
    }

    @Test
    void scopeThatIsNamedTwiceCountsOnce() {
        assertThat(Settings.read(with("ONEDRIVE_SCOPES", "offline_access Files.ReadWrite  offline_access"))
                        .oneDrive()
                        .scopes())
                .containsExactlyInAnyOrder("offline_access", "Files.ReadWrite");
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "CONTENT_STORAGE", "AccountName=a;AccountKey=secret",
                "KEY_VAULT_URL", "https://v.vault.azure.net/",
                "ONEDRIVE_CLIENT_ID", "id",
                "PUBLIC_URL", "https://relay.example"));
        settings.put(key, value);
        return settings;
    }
}
