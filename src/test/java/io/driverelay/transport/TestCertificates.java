package io.driverelay.transport;

import io.driverelay.local.tls.ServerIdentity;
import io.driverelay.local.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;

/** An authority for one JVM of tests, and servers' certificates of it. */
final class TestCertificates {
    private static final TestAuthority AUTHORITY = inTarget("certificates");

    private TestCertificates() {}

    static KeyStore trusted() {
        try {
            return AUTHORITY.trusted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServerIdentity loopback() throws IOException {
        return AUTHORITY.loopback("loopback");
    }

    static ServerIdentity of(String name, String... options) throws IOException {
        return AUTHORITY.identity(name, List.of(options));
    }

    static ServerIdentity ofAnotherAuthority() throws IOException {
        return inTarget("other-certificates").loopback("loopback");
    }

    private static TestAuthority inTarget(String name) {
        try {
            return TestAuthority.in(Files.createDirectories(Path.of("target", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
