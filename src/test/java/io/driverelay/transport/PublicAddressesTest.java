package io.driverelay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 30: a client that calls addresses of the open internet alone. */
class PublicAddressesTest {
    private final AtomicInteger arrived = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            arrived.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Private, loopback, link-local, carrier, documentation, multicast, mapped, embedded; and the spellings that some resolve. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "0.0.0.0",
                "192.0.0.170",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2001:0:4136:e378::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2130706433",
                "127.1"
            })
    void addressThatIsNotOfTheOpenInternetIsNone(String spelled) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(spelled))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "168.63.129.15",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void addressOfTheOpenInternetIsOne(String spelled) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(spelled))).isTrue();
    }

    @Test
    void hostWithOnePrivateAddressAmongOthersIsNotCalled() {
        var mixed = List.of(address("1.1.1.1"), address("127.0.0.1"));
        assertThatThrownBy(() -> call(new PublicAddresses(host -> mixed, host -> false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not of the open internet");
        assertThat(arrived).hasValue(0);
    }

    /** What is connected to is what was looked at: no second look-up comes between. */
    @Test
    void nameThatChangesBetweenCheckAndConnectReachesNobody() {
        var answers = new ArrayDeque<>(List.of(address("192.0.2.1"), address("127.0.0.1")));
        var asked = new AtomicInteger();
        HostAddresses changing = host -> {
            asked.incrementAndGet();
            return List.of(answers.size() > 1 ? answers.poll() : answers.peek());
        };
        assertThatThrownBy(() -> call(new PublicAddresses(changing, host -> false)))
                .hasMessageContaining("not of the open internet");
        assertThatThrownBy(() -> call(new PublicAddresses(changing, host -> false)))
                .hasMessageContaining("not of the open internet");
        assertThat(asked).hasValue(2);
        assertThat(arrived).hasValue(0);
    }

    @Test
    void exemptHostIsCalled_whereverItIs_andNoOther() throws Exception {
        HostAddresses loopback = host -> List.of(address("127.0.0.1"));
        call(new PublicAddresses(loopback, "home.invalid"::equals));
        assertThat(arrived).hasValue(1);
        assertThatThrownBy(() -> call(new PublicAddresses(loopback, "other.invalid"::equals)))
                .isInstanceOf(IOException.class);
        assertThat(arrived).hasValue(1);
    }

    private void call(HostAddresses addresses) throws IOException {
        URI url = URI.create("http://home.invalid:" + server.getAddress().getPort() + "/");
        try (var client = new ByteClient(ByteClientLimits.DEFAULT, () -> null, addresses)) {
            client.call(new Request("POST", url, Map.of(), new byte[0]), Duration.ofSeconds(5), abort -> {}, 64);
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
