package io.driverelay.transport;

import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Cryptography for the path of the bytes, native where it loads: under the platform's flags the JDK's own is compiled without the
 * processor's instructions for it, and twenty times slower (docs/byte-path.md). Nothing global is changed.
 */
public final class Cryptography {
    /** Null where it is the JDK's. */
    private final Provider provider;

    private final Throwable whyNotNative;

    private Cryptography(Provider provider, Throwable whyNotNative) {
        this.provider = provider;
        this.whyNotNative = whyNotNative;
    }

    /** Loads the native library; where that fails the JDK's own goes on. */
    public static Cryptography quickest() {
        try {
            return new Cryptography(NativeProvider.load(), null);
        } catch (Throwable e) { // a library that does not load throws an Error
            return new Cryptography(null, e);
        }
    }

    public static Cryptography jdk() {
        return new Cryptography(null, null);
    }

    /** Empty where it is native, or was not meant to be. */
    public Optional<Throwable> whyNotNative() {
        return Optional.ofNullable(whyNotNative);
    }

    /** TLS that trusts whom this JVM trusts. */
    public SSLContext tls() {
        return tls(null);
    }

    /** @param trustedOrNull certificates that are trusted instead of those of the JVM */
    public SSLContext tls(KeyStore trustedOrNull) {
        try {
            SSLContext context =
                    provider == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
            context.init(null, new TrustManager[] {new JvmTrust(trust(trustedOrNull))}, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException | KeyStoreException e) {
            throw new IllegalStateException("this JVM cannot speak TLS", e);
        }
    }

    public MessageDigest sha256() {
        try {
            return provider == null
                    ? MessageDigest.getInstance("SHA-256")
                    : MessageDigest.getInstance("SHA-256", provider);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return provider == null ? "the JDK's" : provider.getName();
    }

    private static X509ExtendedTrustManager trust(KeyStore trustedOrNull)
            throws NoSuchAlgorithmException, KeyStoreException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trustedOrNull);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new NoSuchAlgorithmException("the JVM has no trust manager that checks names"));
    }
}
