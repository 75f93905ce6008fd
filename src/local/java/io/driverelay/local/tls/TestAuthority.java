package io.driverelay.local.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority for loopback, made by the JDK's keytool and kept in a folder. Nothing but what is told to trusts it. */
public final class TestAuthority {
    static final String PASSWORD = "simulated";
    private static final String OWN = "authority";

    private final Path keys;

    private TestAuthority(Path keys) {
        this.keys = keys;
    }

    /** The one that the folder holds, or a new one. */
    public static synchronized TestAuthority in(Path folder) throws IOException {
        Path keys = folder.resolve("authority.p12");
        var authority = new TestAuthority(keys);
        if (!Files.exists(keys)) {
            Files.createDirectories(folder);
            // what strict clients ask of an authority
            authority.make(
                    OWN,
                    List.of(
                            "-dname",
                            "CN=Drive Relay test authority",
                            "-ext",
                            "bc:c=ca:true",
                            "-ext",
                            "ku:c=keyCertSign,cRLSign"));
        }
        return authority;
    }

    /**
     * Of a server on loopback.
     *
     * @param hosts that it may be called as well
     */
    public ServerIdentity loopback(String name, String... hosts) throws IOException {
        var names = new StringBuilder("san=ip:127.0.0.1,dns:localhost");
        for (String host : hosts) {
            names.append(",dns:").append(host);
        }
        return identity(name, List.of("-ext", names.toString()));
    }

    /**
     * Of a server.
     *
     * @param options for keytool, such as the names or the time of validity
     */
    public ServerIdentity identity(String name, List<String> options) throws IOException {
        Path own = keys.resolveSibling(name + ".p12");
        if (!Files.exists(own)) {
            List<String> all = new ArrayList<>(List.of("-dname", "CN=" + name, "-signer", OWN));
            all.addAll(options);
            if (!holds(name)) {
                make(name, all);
            }
            alone(name, own);
        }
        return new ServerIdentity(own);
    }

    /** A trust store that holds this authority alone; its password is {@link #trustStorePassword()}. */
    public Path trustStore() throws IOException {
        Path trust = keys.resolveSibling("trust.p12");
        if (!Files.exists(trust)) {
            save(trusted(), trust);
        }
        return trust;
    }

    /** For a JVM that is to trust this authority alone. */
    public List<String> trustFlags() throws IOException {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + trustStorePassword());
    }

    /** Its certificate as PEM, for {@code curl --cacert}. */
    public Path certificate() throws IOException {
        Path pem = keys.resolveSibling("authority.pem");
        try {
            byte[] certificate = load(keys).getCertificate(OWN).getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
            return pem;
        } catch (GeneralSecurityException e) {
            throw new IOException("the test authority cannot be read", e);
        }
    }

    /** For clients in this JVM; it trusts this authority alone. */
    public SSLContext clientContext() throws IOException {
        try {
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the test authority cannot be used", e);
        }
    }

    public String trustStorePassword() {
        return PASSWORD;
    }

    public KeyStore trusted() throws IOException {
        try {
            KeyStore trusted = empty();
            trusted.setCertificateEntry(OWN, load(keys).getCertificate(OWN));
            return trusted;
        } catch (GeneralSecurityException e) {
            throw new IOException("the test authority cannot be read", e);
        }
    }

    static KeyStore load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store cannot be read: " + file.getFileName(), e);
        }
    }

    /** So it is when an earlier start was killed before the server's own file was written. */
    private boolean holds(String name) throws IOException {
        try {
            return load(keys).containsAlias(name);
        } catch (GeneralSecurityException e) {
            throw new IOException("the test authority cannot be read", e);
        }
    }

    /** A server must not hold its authority's key. */
    private void alone(String name, Path own) throws IOException {
        try {
            KeyStore all = load(keys);
            Key key = all.getKey(name, PASSWORD.toCharArray());
            Certificate[] chain = all.getCertificateChain(name);
            KeyStore store = empty();
            store.setKeyEntry(name, key, PASSWORD.toCharArray(), chain);
            save(store, own);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate cannot be kept", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static void save(KeyStore store, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store cannot be written: " + file.getFileName(), e);
        }
    }

    private void make(String alias, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString(),
                "-alias",
                alias));
        command.addAll(options);
        if (!options.contains("-validity")) {
            command.addAll(List.of("-validity", "3650"));
        }
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool made no certificate: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was made", e);
        }
    }
}
