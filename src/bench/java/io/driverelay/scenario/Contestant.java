package io.driverelay.scenario;

import java.util.List;

/**
 * What is measured, in a JVM of its own.
 *
 * @param name a client of {@link Copier}, or "relay"
 * @param tls by whom: "native" or "jdk"
 * @param fullJit or the platform's flags
 */
record Contestant(String title, String name, String tls, boolean fullJit, int rounds) {
    /** The bare loop first; the others are compared with it. */
    static List<Contestant> overHttp() {
        return List.of(
                new Contestant("bare loop (HttpURLConnection)", "bare", "jdk", false, 5),
                new Contestant("our client", "ours", "jdk", false, 5),
                new Contestant("Apache HttpClient 5", "apache", "jdk", false, 5),
                new Contestant("OkHttp", "okhttp", "jdk", false, 5),
                new Contestant("the relay", "relay", "jdk", false, 5));
    }

    /** The JDK's TLS under the platform's flags is so slow that one round must do. */
    static List<Contestant> overTls() {
        return List.of(
                new Contestant("bare loop, JDK's TLS, full JIT", "bare", "jdk", true, 7),
                new Contestant("our client, native TLS, platform's flags", "ours", "native", false, 7),
                new Contestant("the relay, native TLS, platform's flags", "relay", "native", false, 7),
                new Contestant("the relay, JDK's TLS, platform's flags", "relay", "jdk", false, 2));
    }
}
