package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driverelay.connection.BackupWatch;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.ConnectionChange.WatchChange;
import io.driverelay.infra.AlertRule;
import io.driverelay.queries.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From a connection's setting to the alert: a home that is to send a backup every few hours. */
class OverdueHomeTest {
    private final TestHome home = TestHome.unlinked();
    private final List<Instant> looks = new ArrayList<>();

    @Test
    void operatorIsTold_untilABackupIsThere_andWhenTheNextDoesNotCome() {
        Optional<Engine> engine = Engine.find();
        assumeTrue(engine.isPresent());
        AlertRule rule = AlertRule.all().stream()
                .filter(one -> one.name().equals("backup-overdue"))
                .findFirst()
                .orElseThrow();

        List<Engine.Line> lines = NightLog.of(home.clock, this::twoDays);
        List<List<Map<String, Object>>> rows = engine.get()
                .ask(
                        lines,
                        List.of(),
                        looks.stream()
                                .map(at -> new Engine.Asked(rule.query(), at, rule.looksBack()))
                                .toList());

        assertThat(IntStream.range(0, looks.size()).mapToObj(n -> rule.firing(rows.get(n))))
                .containsExactly(
                        List.of(),
                        List.of(List.of(home.connectionId)),
                        List.of(),
                        List.of(List.of(home.connectionId)),
                        List.of());
    }

    private void twoDays() {
        watch(new BackupWatch(5));
        lookAfter(4);
        lookAfter(3);
        home.clock.move(Duration.ofMinutes(1));
        home.signIn(home.person);
        home.committed(home.backup("b.tar", 3), new byte[3]);
        home.serveTickets();
        lookAfter(3);
        lookAfter(30);
        watch(null);
        lookAfter(2);
    }

    private void watch(BackupWatch watch) {
        home.change.change(
                home.connectionId, new ConnectionChange(null, null, null, null, null, new WatchChange(watch)));
    }

    private void lookAfter(int hours) {
        home.passTime(Duration.ofHours(hours));
        looks.add(home.clock.instant());
    }
}
