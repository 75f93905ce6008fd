package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.intake.Opened;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged, recorded for readers or queued while everything fails holds no credential. */
class SecretsFaultsTest extends FaultyWorld {
    private final Logger ours = Logger.getLogger("io.driverelay");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        ours.setLevel(Level.ALL);
        ours.addHandler(lines);
    }

    @AfterEach
    void letGo() {
        ours.removeHandler(lines);
        ours.setLevel(null);
    }

    /** Fault 36. */
    @Test
    void noCredentialIsInAnyLine_whateverFails() {
        List<String> secrets = new ArrayList<>(List.of(
                home.simulators.authority().clientSecret(), home.linkToken(), home.vault.get(home.connectionId)));
        Opened opened = home.open.open(
                home.connection(), home.key, home.file("g.bin", 10, Conflict.FAIL), Optional.of("a-key"));
        secrets.add(opened.staging().url().getQuery());
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        secrets.add(home.find(upload).checkpoint().session().uploadUrl());
        answerNext(2, "PUT", sessions(), 416, "invalidRange");
        drive().lostLastAnswers.set(1);
        drive().flips.set(1);
        home.serveUntilQuiet(LONG);
        home.clock.move(Duration.ofHours(2));
        Upload second = file("h.bin", CONTENT, Conflict.FAIL);
        answerNext(9, "POST", "oauth2/v2.0/token", 503, "temporarily_unavailable");
        home.serveTickets();
        home.simulators.authority().revoke(home.person);
        home.passTime(Duration.ofHours(1));
        secrets.addAll(home.vault.values());

        String told = String.join("\n", lines.all) + home.find(upload) + home.find(second) + home.tickets;
        assertThat(lines.all).hasSizeGreaterThan(8);
        secrets.forEach(secret -> assertThat(told).doesNotContain(secret));
        assertThat(told).doesNotContain("sig=").doesNotContain("Bearer ").doesNotContain("/up/");
    }

    /** With whatever was thrown. */
    private static final class Lines extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            var thrown = new StringWriter();
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(thrown));
            }
            all.add(new SimpleFormatter().formatMessage(record) + thrown);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
