package io.driverelay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same flaws, sealed: over the JDK's TLS. */
class JdkTlsByteClientTest extends ByteClientTest {
    Cryptography cryptography() {
        return Cryptography.jdk();
    }

    @Override
    ByteClient client() {
        var tls = cryptography().tls(TestCertificates.trusted());
        return new ByteClient(LIMITS, () -> tls);
    }

    @Override
    ServerSocket listen() throws IOException {
        return TestCertificates.loopback()
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Override
    String scheme() {
        return "https";
    }

    @Test
    void abortFreesAHandshake() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var client = client()) {
            URI url = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/file?sig=secret");
            long began = System.nanoTime();
            assertThatThrownBy(() -> client.get(
                            url,
                            Map.of(),
                            abort -> CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                                    .execute(abort)))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("secret");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMITS.connect());
        }
    }
}
