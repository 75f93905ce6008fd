package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.upload.Conflict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a pass says in the log of what it saw and did, and of each home's drive. */
class PassToldTest extends FaultyWorld {
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    final Trail trail = new Trail();

    private List<JsonNode> told(String event) {
        return trail.of(event).stream().map(PassToldTest::json).toList();
    }

    private JsonNode lastTold(String event) {
        List<JsonNode> all = told(event);
        return all.get(all.size() - 1);
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }

    @Test
    void whatWaitsIsCounted_andHowLongTheOldestWasDue() {
        file("f.bin", CONTENT, Conflict.FAIL);
        home.clock.move(Duration.ofMinutes(10));
        file("g.bin", new byte[5], Conflict.FAIL);
        home.tickets.clear();
        home.upkeep.pass();

        JsonNode pass = lastTold("pass-ended");
        assertThat(pass.path("uploadsAlive").asInt()).isEqualTo(2);
        assertThat(pass.path("uploadsQueued").asInt()).isEqualTo(2);
        assertThat(pass.path("uploadsWaiting").asInt()).isZero();
        assertThat(pass.path("oldestDueSeconds").asLong()).isEqualTo(600);
        assertThat(pass.path("stagedBytes").asLong()).isEqualTo(CONTENT.length + 5L);
        assertThat(pass.path("oldestStagedSeconds").asLong()).isEqualTo(600);
        assertThat(pass.path("lostTickets").asInt()).isEqualTo(1);
        assertThat(pass.path("outOfTime").asBoolean()).isFalse();
        assertThat(pass.has("tasksFailed")).isFalse();
    }

    @Test
    void whatAPassTidiesIsCountedByKind() {
        file("f.bin", new byte[5], Conflict.FAIL);
        home.serveTickets();
        home.clock.move(Duration.ofHours(7));
        home.upkeep.pass();

        assertThat(lastTold("pass-ended").path("leftovers").asInt()).isEqualTo(1);
        home.upkeep.pass();
        assertThat(lastTold("pass-ended").path("uploadsAlive").asInt()).isZero();
        assertThat(lastTold("pass-ended").has("leftovers")).isFalse();
    }

    /** The staging URL of what was delivered works for hours more; nothing lies there. */
    @Test
    void whatWasDroppedIsNotCountedAsStaged_andWhatFailedIs() {
        file("f.bin", CONTENT, Conflict.FAIL);
        home.serveTickets();
        home.upkeep.pass();

        assertThat(lastTold("pass-ended").path("uploadsAlive").asInt()).isEqualTo(1);
        assertThat(lastTold("pass-ended").path("stagedBytes").asLong()).isZero();
        assertThat(lastTold("pass-ended").path("oldestStagedSeconds").asLong()).isZero();

        file("f.bin", new byte[5], Conflict.FAIL);
        home.serveTickets();
        home.clock.move(HOUR);
        home.upkeep.pass();
        assertThat(lastTold("pass-ended").path("stagedBytes").asLong()).isEqualTo(5);
        assertThat(lastTold("pass-ended").path("oldestStagedSeconds").asLong()).isEqualTo(HOUR.toSeconds());
    }

    @Test
    void drivesStateIsToldWhenItChanges() {
        home.upkeep.pass();
        home.clock.move(Duration.ofSeconds(1));
        home.upkeep.pass();
        trail.lines.clear();
        home.account().setQuota(1000 << 20, 1000 << 20);
        home.clock.move(Duration.ofSeconds(1));
        home.upkeep.pass();

        assertThat(told("drive-reading")).singleElement().satisfies(reading -> {
            assertThat(reading.path("driveState").asText()).isEqualTo("critical");
            assertThat(reading.path("stale").asBoolean()).isFalse();
            assertThat(reading.path("driveRemainingBytes").asLong()).isZero();
            assertThat(reading.path("connectionId").asText()).isEqualTo(home.connectionId);
        });
    }

    @Test
    void ageOfTheLastBackupIsTold() {
        home.upkeep.pass();
        home.passTime(HOUR);
        assertThat(lastTold("drive-reading").has("lastBackupAgeSeconds")).isFalse();

        home.committed(home.backup("b.tar", 3), new byte[3]);
        home.serveTickets();
        var delivered = home.clock.instant();
        home.passTime(Duration.ofHours(30));

        JsonNode last = lastTold("drive-reading");
        long readAfter = Duration.between(
                        delivered, java.time.Instant.parse(last.path("readAt").asText()))
                .toSeconds();
        assertThat(last.path("lastBackupAgeSeconds").asLong())
                .isBetween(readAfter, readAfter + 300)
                .isGreaterThan(Duration.ofHours(29).toSeconds());
    }

    @Test
    void drivesThatCannotBeReadAreToldWithTheirLastNumbers() {
        home.upkeep.pass();
        home.simulators.authority().revoke(home.person);
        home.passTime(Duration.ofHours(4));

        JsonNode last = lastTold("drive-reading");
        assertThat(last.path("stale").asBoolean()).isTrue();
        assertThat(last.path("signInRequired").asBoolean()).isTrue();
        assertThat(last.path("driveState").asText()).isEqualTo("normal");
        assertThat(trail.of("sign-in-lapsed")).hasSize(1);
    }

    @Test
    void sinceWhenASignInIsWantedIsToldAsLongAsItIs() {
        home.upkeep.pass();
        assertThat(lastTold("drive-reading").has("lapsedAt")).isFalse();
        home.simulators.authority().revoke(home.person);
        home.passTime(Duration.ofHours(4));
        String lapsed = lastTold("drive-reading").path("lapsedAt").asText();
        home.passTime(Duration.ofDays(2));

        assertThat(lapsed).isEqualTo(home.connection().lapsedAt().toString());
        assertThat(lastTold("drive-reading").path("lapsedAt").asText()).isEqualTo(lapsed);
        home.signIn(home.person);
        home.upkeep.pass();
        assertThat(lastTold("drive-reading").path("signInRequired").asBoolean()).isFalse();
        assertThat(lastTold("drive-reading").has("lapsedAt")).isFalse();
    }

    @Test
    void drivesThatCanBeReadAgainAreToldAtOnce() {
        home.passTime(HOUR);
        home.simulators.authority().revoke(home.person);
        home.passTime(HOUR.multipliedBy(2));
        assertThat(lastTold("drive-reading").path("stale").asBoolean()).isTrue();
        home.signIn(home.person);
        trail.lines.clear();
        home.clock.move(Duration.ofSeconds(1));
        home.upkeep.pass();

        assertThat(told("drive-reading"))
                .singleElement()
                .satisfies(
                        reading -> assertThat(reading.path("stale").asBoolean()).isFalse());
    }

    @Test
    void refreshTellsHowOldTheStoredTokenIs() {
        home.passTime(Duration.ofHours(3));

        assertThat(lastTold("token-refreshed").path("tokenAgeSeconds").asLong()).isGreaterThan(HOUR.toSeconds());
        assertThat(lastTold("authority-call").path("status").asInt()).isEqualTo(200);
    }
}
