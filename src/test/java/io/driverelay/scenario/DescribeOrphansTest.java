package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.homeassistant.Tars;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a backup's content that nobody described. */
class DescribeOrphansTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final String JSON = Tars.supervisorJson("8c0ffee1", "Nightly");

    private final TestHome home = TestHome.linked();
    private final TestShelf shelf = new TestShelf(home);

    @BeforeEach
    void firstCare() {
        home.upkeep.pass();
    }

    @Test
    void supervisorsBackupIsDescribedAsHomeAssistantDoes_evenAnotherHomes() {
        byte[] tar = Tars.supervisor(JSON, true, "core_ssh", "core_mosquitto");
        shelf.put("Nightly.tar", tar);
        assertThat(shelf.problems()).containsExactly("Nightly.tar DESCRIPTION_MISSING");

        tendAfter(DAY);
        assertThat(shelf.problems()).isEmpty();
        assertThat(shelf.ids()).containsExactly("8c0ffee1");
        assertThat(shelf.read().backups().get(0).metadata().json())
                .isEqualTo(Tars.supervisorDescription("8c0ffee1", "Nightly", tar.length));
    }

    @Test
    void coresBackupIsDescribed_whateverTheCaseOfItsEnd() {
        shelf.put("Core.TAR", Tars.core(JSON, false));

        tendAfter(DAY);
        assertThat(shelf.names()).contains("Core.TAR", "Core.metadata.json");
        assertThat(shelf.ids()).containsExactly("8c0ffee1");
    }

    @Test
    void youngOneWaits() {
        shelf.put("Nightly.tar", Tars.supervisor(JSON, false));

        tendAfter(DAY.minusMinutes(1));
        assertThat(shelf.problems()).containsExactly("Nightly.tar DESCRIPTION_MISSING");
    }

    @Test
    void whatIsNoBackupIsToldAndReadOnce_andAgainWhenItChanged() {
        shelf.put("photos.tar", "no tar at all".getBytes(StandardCharsets.UTF_8));
        tendAfter(DAY);
        int calls = home.account().calls().size();

        tendAfter(DAY);
        assertThat(home.account().callsSince(calls)).noneMatch(call -> call.contains("/content"));
        assertThat(shelf.problems()).containsExactly("photos.tar DESCRIPTION_MISSING");

        shelf.put("photos.tar", Tars.supervisor(JSON, false));
        tendAfter(DAY);
        assertThat(shelf.ids()).containsExactly("8c0ffee1");
    }

    @Test
    void secondOneOfAnIdIsNotDescribed() {
        shelf.put("one.tar", Tars.supervisor(JSON, false));
        home.clock.move(Duration.ofMinutes(1));
        shelf.put("two.tar", Tars.supervisor(JSON, false));

        tendAfter(DAY);
        tendAfter(DAY);
        assertThat(shelf.ids()).containsExactly("8c0ffee1");
        assertThat(shelf.problems()).containsExactly("two.tar DESCRIPTION_MISSING");
    }

    @Test
    void fewAreDescribedAtATime_theOldestFirst_andTheRestInTheNextPass() {
        for (int n = 0; n < 7; n++) {
            shelf.put("b" + n + ".tar", Tars.core(Tars.supervisorJson("slug" + n, "Nightly"), false));
            home.clock.move(Duration.ofMinutes(1));
        }

        tendAfter(DAY);
        assertThat(shelf.ids()).containsExactlyInAnyOrder("slug0", "slug1", "slug2", "slug3", "slug4");
        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();
        assertThat(shelf.ids()).hasSize(7);
    }

    private void tendAfter(Duration time) {
        home.clock.move(time);
        home.shelves.store(home.shelves.find(home.connectionId).orElseThrow().dueAt(home.clock.instant()));
        home.upkeep.pass();
    }
}
