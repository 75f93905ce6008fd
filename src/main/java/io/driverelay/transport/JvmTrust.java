package io.driverelay.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JVM's own judgement of certificates and host names. Extended, since a provider skips the host's name with a plain one. In TLS 1.3
 * Conscrypt calls the key exchange "GENERIC", which the JDK does not know; its own word there is "UNKNOWN"
 * (github.com/google/conscrypt/issues/1033).
 */
final class JvmTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager jvm;

    JvmTrust(X509ExtendedTrustManager jvm) {
        this.jvm = jvm;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        jvm.checkServerTrusted(chain, known(keyExchange), engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        jvm.checkServerTrusted(chain, known(keyExchange), socket);
    }

    /** Without an engine or a socket there is no host's name to check: never asked for here, so never granted. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        throw new CertificateException("the host's name cannot be checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jvm.getAcceptedIssuers();
    }

    private static String known(String keyExchange) {
        return "GENERIC".equals(keyExchange) ? "UNKNOWN" : keyExchange;
    }
}
