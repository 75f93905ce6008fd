package io.driverelay.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a home may name as its own. */
class WebhookHostsTest {
    private static final WebhookHosts ANY = new WebhookHosts(List.of("*"), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.nabu.casa/gAAAAABk", "https://home.example.org/api/webhook/x?y=1",
                "https://home.example.org:8123/api/webhook/x", "https://xn--hme-sna.example.org/"
            })
    void addressOfAHomeIsTaken(String url) {
        assertThat(ANY.problemWith(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "home.example.org",
                "http://home.example.org/",
                "ftp://home.example.org/",
                "https:///x",
                "https://",
                "https://user:password@home.example.org/",
                "https://home.example.org/#x",
                "https://home.example.org:22/",
                "https://127.0.0.1/",
                "https://10.0.0.1/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://0x7f.1/",
                "https://127.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://1.2.3.4./",
                "https://home.example.org/ x",
                "https://home.example.org/\nX: y"
            })
    void otherAddressesAreRefusedInWords(String url) {
        assertThat(ANY.problemWith(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://home.example.org/",
                "http://127.0.0.1:8123/",
                "https://192.168.1.5:8123/",
                "https://localhost/api/webhook/x",
                "https://LOCALHOST.:8123/",
                "https://a.localhost/"
            })
    void settingThatWouldAllowAPrivateAddressIsNamed(String url) {
        assertThat(ANY.problemWith(url))
                .hasValueSatisfying(words -> assertThat(words).contains("WEBHOOK_PRIVATE_HOSTS"));
    }

    @Test
    void nothingIsPromisedOfWhatNoSettingAllows() {
        for (String url : List.of("ftp://home.example.org/", "https://[::1]/")) {
            assertThat(ANY.problemWith(url))
                    .hasValueSatisfying(words -> assertThat(words).doesNotContain("WEBHOOK_PRIVATE_HOSTS"));
        }
    }

    @Test
    void localhostIsTaken_whereTheOperatorSaysSo() {
        var local = new WebhookHosts(List.of("*"), List.of("localhost:*"));
        assertThat(local.problemWith("https://localhost/x")).isEmpty();
        assertThat(local.problemWith("http://localhost:8123/x")).isEmpty();
    }

    @Test
    void hostsAndPortsAreWhatTheOperatorAllows() {
        var some = new WebhookHosts(
                List.of("hooks.nabu.casa", "*.example.org", "other.example.com:9443"),
                List.of("ha.lan:8123", "10.0.0.5:*"));
        assertThat(some.problemWith("https://HOOKS.nabu.casa/x")).isEmpty();
        assertThat(some.problemWith("https://a.b.example.org/x")).isEmpty();
        assertThat(some.problemWith("https://other.example.com:9443/x")).isEmpty();
        assertThat(some.problemWith("http://ha.lan:8123/x")).isEmpty();
        assertThat(some.problemWith("http://10.0.0.5:99/x")).isEmpty();
        for (String url : List.of(
                "https://example.org/x",
                "https://hooks.nabu.casa.evil.org/x",
                "https://evilexample.org/x",
                "https://other.example.com/x",
                "http://ha.lan/x",
                "ftp://ha.lan:8123/x")) {
            assertThat(some.problemWith(url)).as(url).isPresent();
        }
        assertThat(some.isInside("HA.lan")).isTrue();
        assertThat(some.isInside("hooks.nabu.casa")).isFalse();
    }
}
