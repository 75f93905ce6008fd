package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.azure.VaultSecrets;
import io.driverelay.connection.AuthorityFault;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSecretTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private Instant now = NOW;

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a b\n", " a b\r\n", "\ta b "})
    void whiteSpaceAroundItIsNoPartOfIt(String kept) {
        assertThat(secret(kept, null).get()).isEqualTo("a b");
    }

    @Test
    void blankOneIsNone() {
        AuthorityFault fault = catchThrowableOfType(
                AuthorityFault.class, () -> secret("\n", null).get());
        assertThat(fault.kind()).isEqualTo(AuthorityFault.Kind.OPERATOR_MUST_ACT);
    }

    /** L13. */
    @Test
    void itsEndIsToldInTheLogOnceADay_asAWarningFromThirtyDaysBefore() {
        var lines = new ArrayList<String>();
        var log = Logger.getLogger(EventLog.NAME);
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        ClientSecret secret = secret("hidden", NOW.plus(Duration.ofDays(31)));
        for (int hour = 0; hour < 3 * 24; hour++) {
            now = NOW.plus(Duration.ofHours(hour));
            secret.get();
        }
        log.removeHandler(handler);

        String end = ",\"expiresAt\":\"2026-04-01T10:00:00Z\"}";
        assertThat(lines)
                .containsExactly(
                        "INFO {\"event\":\"client-secret-read\"" + end,
                        "WARNING {\"event\":\"client-secret-expires\"" + end,
                        "WARNING {\"event\":\"client-secret-expires\"" + end);
    }

    private ClientSecret secret(String value, Instant expiresAt) {
        var clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        return new ClientSecret(name -> Optional.of(new VaultSecrets.Secret(value, NOW, expiresAt, false)), clock);
    }
}
