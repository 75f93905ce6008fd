package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/** Secrets by kind as they come into being, and everything that was said, written or kept meanwhile: the one must be nowhere in the other. */
final class Canaries extends Handler {
    enum Kind {
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        CODE,
        STATE,
        COOKIE,
        LINK,
        WEBHOOK,
        HOME_KEY,
        STAGING_SIGNATURE,
        UPLOAD_URL,
        DOWNLOAD_URL,
        CLIENT_SECRET,
        ACCOUNT_KEY,
        /** What a stranger presented where a secret belongs. */
        PRESENTED,
        /** What the other side put into its words. */
        ECHOED
    }

    /** Those that nobody could take note of, by what the simulators' and the emulator's look like. */
    private static final Pattern SHAPES = Pattern.compile(
            "sig=|tempauth=|/down/person-|Bearer \\S{20}|/up/person-|\\bEw[A-Za-z0-9_-]{64}|M\\.C5[._]|AccountKey=\\S|client_secret=");

    private static final SimpleFormatter WORDS = new SimpleFormatter();

    private final Map<Kind, Set<String>> secrets = new EnumMap<>(Kind.class);
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Queue<Said> said = new ConcurrentLinkedQueue<>();

    private record Said(String where, String text) {}

    Canaries() {
        for (Kind kind : Kind.values()) {
            secrets.put(kind, ConcurrentHashMap.newKeySet());
        }
    }

    String secret(Kind kind, String value) {
        assertThat(value).hasSizeGreaterThan(10);
        secrets.get(kind).add(value);
        return value;
    }

    /** Of a person, a home, a key, a file: no secret, and yet not for strangers. */
    String name(String value) {
        names.add(value);
        return value;
    }

    void heard(String where, String text) {
        said.add(new Said(where, text));
    }

    /** With causes and traces. */
    void thrown(Throwable thrown) {
        heard("exception", trace(thrown));
    }

    long heardOf(String where) {
        return said.stream().filter(one -> one.where().startsWith(where)).count();
    }

    /** @param begin of the events' names */
    long eventsHeardOf(String begin) {
        return said.stream()
                .filter(one -> one.where().startsWith("log ") && one.text().startsWith("{\"event\":\"" + begin))
                .count();
    }

    void assertNoneIsHeard() {
        secrets.forEach((kind, values) ->
                assertThat(values).as("no %s to look for", kind).isNotEmpty());
        for (Said one : said) {
            secrets.forEach((kind, values) ->
                    values.forEach(value -> assertThat(one.text().contains(value))
                            .as("%s in %s: %s", kind, one.where(), one.text())
                            .isFalse()));
            assertThat(one.text()).as(one.where()).doesNotContainPattern(SHAPES);
            if (one.where().equals("diagnostics")) {
                assertThat(one.text()).doesNotContain(names);
            }
        }
    }

    @Override
    public void publish(LogRecord line) {
        String logger = String.valueOf(line.getLoggerName());
        // the simulators' own server
        if (!logger.startsWith("com.sun.net.httpserver") && !logger.startsWith("sun.net.httpserver")) {
            heard(
                    "log " + logger,
                    WORDS.formatMessage(line) + (line.getThrown() == null ? "" : trace(line.getThrown())));
        }
    }

    @Override
    public void flush() {
        // nothing is held
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static String trace(Throwable thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return thrown + "\n" + trace;
    }
}
