package io.driverelay.upkeep;

import io.driverelay.upload.UploadMark;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** What is due for one home, as it is collected: bounded, and the oldest of each step is kept. */
final class HomeWork {
    private static final Comparator<UploadMark> YOUNGEST_FIRST =
            Comparator.comparing(Age::of).reversed();

    private final List<Step> steps;
    private final List<PriorityQueue<UploadMark>> due;
    private Age oldest;

    /** One step for one upload. */
    record Task(Step step, UploadMark mark) {}

    HomeWork(List<Step> steps) {
        this.steps = steps;
        this.due =
                steps.stream().map(step -> new PriorityQueue<>(YOUNGEST_FIRST)).toList();
    }

    void add(int step, UploadMark mark) {
        PriorityQueue<UploadMark> marks = due.get(step);
        marks.add(mark);
        if (marks.size() > steps.get(step).mostOfAHome()) {
            marks.remove();
        }
        Age age = Age.of(mark);
        oldest = oldest == null || age.compareTo(oldest) < 0 ? age : oldest;
    }

    Age oldest() {
        return oldest;
    }

    /** Step by step, the oldest upload first. */
    Deque<Task> tasks() {
        Deque<Task> tasks = new ArrayDeque<>();
        IntStream.range(0, steps.size())
                .forEach(step -> due.get(step).stream()
                        .sorted(YOUNGEST_FIRST.reversed())
                        .forEach(mark -> tasks.add(new Task(steps.get(step), mark))));
        return tasks;
    }
}
