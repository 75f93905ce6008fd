package io.driverelay.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

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
}
