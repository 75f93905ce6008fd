package io.driverelay.upkeep;

import io.driverelay.store.Abreast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Homes take turns, a few tasks each, so many homes at once: one that has thousands, or whose storage is slow, delays no other. Who was not
 * reached when the time was over is told, and begins the next time.
 */
final class Rounds {
    private static final int TASKS_A_TURN = 10;

    private final int homesAtOnce;
    private final BooleanSupplier isOver;
    private final Consumer<HomeWork.Task> worker;

    /** @param worker throws nothing */
    Rounds(int homesAtOnce, BooleanSupplier isOver, Consumer<HomeWork.Task> worker) {
        this.homesAtOnce = homesAtOnce;
        this.isOver = isOver;
        this.worker = worker;
    }

    private record Home(Age oldest, Deque<HomeWork.Task> tasks, boolean begun) {}

    /**
     * Works until all is done, or the time is over.
     *
     * @param from who is begun with; null for the oldest
     * @return the first home that was not reached; null when all were
     */
    Age work(List<HomeWork> homes, Age from) {
        Queue<Home> waiting = new ConcurrentLinkedQueue<>();
        inOrder(homes, from).forEach(home -> waiting.add(new Home(home.oldest(), home.tasks(), false)));
        List<Integer> workers = IntStream.range(0, Math.min(homesAtOnce, waiting.size()))
                .boxed()
                .toList();
        Abreast.each(homesAtOnce, workers, n -> turns(waiting));
        return waiting.stream()
                .filter(home -> !home.begun())
                .map(Home::oldest)
                .findFirst()
                .orElse(null);
    }

    /** Oldest first, on from where the last time ended. */
    private static Stream<HomeWork> inOrder(List<HomeWork> homes, Age from) {
        List<HomeWork> sorted =
                homes.stream().sorted(Comparator.comparing(HomeWork::oldest)).toList();
        int first = (int) sorted.stream()
                .filter(home -> from != null && home.oldest().compareTo(from) < 0)
                .count();
        List<HomeWork> rotated = new ArrayList<>(sorted);
        Collections.rotate(rotated, -first);
        return rotated.stream();
    }

    private void turns(Queue<Home> waiting) {
        while (!isOver.getAsBoolean()) {
            Home home = waiting.poll();
            if (home == null) {
                return;
            }
            for (int n = 0; n < TASKS_A_TURN && !home.tasks().isEmpty() && !isOver.getAsBoolean(); n++) {
                worker.accept(home.tasks().remove());
            }
            if (!home.tasks().isEmpty()) {
                waiting.add(new Home(home.oldest(), home.tasks(), true));
            }
        }
    }
}
