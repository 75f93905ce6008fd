package io.driverelay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom the byte path speaks to, with the native library and without. */
class TrustTest {
    private final AtomicReference<String> spoken = new AtomicReference<>();

    static Stream<Named<Cryptography>> both() {
        return Stream.of(Named.of("native", Cryptography.quickest()), Named.of("the JDK's", Cryptography.jdk()));
    }

    private String get(Cryptography cryptography, ServerIdentity server, String host, String... protocols)
            throws IOException {
        try (var socket = listen(server, protocols);
                var client =
                        new ByteClient(ByteClientLimits.DEFAULT, () -> cryptography.tls(TestCertificates.trusted()))) {
            URI url = URI.create("https://" + host + ":" + socket.getLocalPort() + "/file?sig=secret");
            try (Download download = client.get(url, Map.of(), abort -> {})) {
                return new String(download.body().readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    private SSLServerSocket listen(ServerIdentity server, String... protocols) throws IOException {
        var listening = (SSLServerSocket)
                server.context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        if (protocols.length > 0) {
            listening.setEnabledProtocols(protocols);
        }
        var thread = new Thread(() -> answer(listening), "test-server");
        thread.setDaemon(true);
        thread.start();
        return listening;
    }

    private void answer(SSLServerSocket listening) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            socket.startHandshake();
            spoken.set(socket.getSession().getProtocol());
            socket.getInputStream().read(new byte[4096]);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // the client did not trust us, as most of these tests want
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void rightNamesAreTrusted_overEitherVersion(Cryptography cryptography) throws IOException {
        for (String version : Set.of("TLSv1.2", "TLSv1.3")) {
            for (String host : Set.of("127.0.0.1", "localhost")) {
                assertThat(get(cryptography, TestCertificates.loopback(), host, version))
                        .isEqualTo("hello");
                assertThat(spoken).hasValue(version);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void certificateForAnotherNameIsRefused(Cryptography cryptography) throws IOException {
        ServerIdentity other = TestCertificates.of("other-name", "-ext", "san=dns:onedrive.example");
        refused(cryptography, other, "localhost");
        refused(cryptography, other, "127.0.0.1");
        refused(cryptography, TestCertificates.of("no-name"), "localhost");
    }

    @ParameterizedTest
    @MethodSource("both")
    void unknownIssuerIsRefused(Cryptography cryptography) throws IOException {
        refused(cryptography, TestCertificates.ofAnotherAuthority(), "localhost");
    }

    @ParameterizedTest
    @MethodSource("both")
    void expiredCertificateIsRefused(Cryptography cryptography) throws IOException {
        refused(
                cryptography,
                TestCertificates.of(
                        "expired", "-ext", "san=ip:127.0.0.1,dns:localhost", "-startdate", "-10d", "-validity", "5"),
                "localhost");
    }

    @ParameterizedTest
    @MethodSource("both")
    void olderVersionsAreNotOffered(Cryptography cryptography) {
        assertThat(cryptography
                        .tls(TestCertificates.trusted())
                        .createSSLEngine()
                        .getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    private void refused(Cryptography cryptography, ServerIdentity server, String host) {
        for (String version : Set.of("TLSv1.2", "TLSv1.3")) {
            assertThatThrownBy(() -> get(cryptography, server, host, version))
                    .as(version)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("no connection to https://" + host)
                    .hasMessageNotContaining("secret");
        }
    }
}
