package io.driverelay.local.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's key and certificate.
 *
 * @param store a PKCS12 file
 */
public record ServerIdentity(Path store) {
    public String password() {
        return TestAuthority.PASSWORD;
    }

    public SSLContext context() throws IOException {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(TestAuthority.load(store), password().toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the server's certificate cannot be used", e);
        }
    }
}
