package io.driverelay.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");

    private final Step step = new Step() {
        @Override
        public Amount counted() {
            return Amount.LEFTOVERS;
        }

        @Override
        public boolean isDue(UploadMark mark) {
            return true;
        }

        @Override
        public void take(UploadMark mark) {
            taken.add(mark.connectionId());
        }
    };
    private final List<String> taken = new ArrayList<>();

    /** B6. */
    @Test
    void homeWithOneUploadWaitsNoLongerThanOneTurn_besideOneThatHasHundreds() {
        rounds(1000).work(due("greedy", 300, "small", 1), null);

        assertThat(taken).hasSize(301);
        assertThat(taken.indexOf("small")).isLessThanOrEqualTo(10);
    }

    /** B6. */
    @Test
    void oldestIsBegunWith_andTheNextPassGoesOnWithWhoWasNotReached() {
        List<HomeWork> homes = due("first", 3, "second", 3, "third", 3);
        Age from = rounds(2).work(homes, null);
        assertThat(taken).containsOnly("first");
        taken.clear();

        rounds(6).work(homes, from);
        assertThat(taken).containsExactly("second", "second", "second", "third", "third", "third");
        taken.clear();

        assertThat(rounds(1000).work(homes, new Age(AT.plusSeconds(900_000), "")))
                .isNull();
        assertThat(taken).startsWith("first").hasSize(9);
    }

    /** E. */
    @Test
    void noMoreOfOneHomeIsHeldThanAPassCanTake() {
        List<HomeWork> homes = due("greedy", 5000);

        assertThat(homes.get(0).tasks()).hasSize(500);
        assertThat(homes.get(0).tasks().getFirst().mark().openedAt()).isEqualTo(AT);
    }

    /** B6. */
    @Test
    void otherHomesGoOn_whileOneIsHeldUp() {
        var released = new CountDownLatch(1);
        var heldInVain = new AtomicBoolean();
        var rounds = new Rounds(2, () -> false, task -> {
            String home = task.mark().connectionId();
            if (home.equals("slow")) {
                heldInVain.set(!isReleased(released));
            }
            if (home.equals("last")) {
                released.countDown();
            }
        });

        assertThat(rounds.work(due("slow", 1, "second", 30, "last", 1), null)).isNull();
        assertThat(heldInVain).isFalse();
    }

    private static boolean isReleased(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** One at once, until so many tasks are done. */
    private Rounds rounds(int tasks) {
        return new Rounds(1, () -> taken.size() >= tasks, task -> task.step().take(task.mark()));
    }

    private List<HomeWork> due(Object... homesAndCounts) {
        var due = new DueWork(List.of(step));
        for (int i = 0; i < homesAndCounts.length; i += 2) {
            String home = (String) homesAndCounts[i];
            Instant oldest = AT.plusSeconds(i * 100_000L);
            IntStream.range(0, (int) homesAndCounts[i + 1])
                    .forEach(n -> due.add(mark(home, home + n, oldest.plusSeconds(n))));
        }
        return due.homes();
    }

    static UploadMark mark(String home, String id, Instant openedAt) {
        return new UploadMark(
                home,
                id,
                null,
                null,
                "key",
                UploadState.AWAITING_CONTENT,
                null,
                1,
                1,
                0,
                openedAt,
                openedAt.plusSeconds(6 * 3600),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                true,
                false);
    }
}
