package io.driverelay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same for each of many, so many at once. Each call ends by itself: what is below has its own limits. */
public final class Abreast {
    private Abreast() {}

    /** The answers in the order of the questions; the first that threw is thrown. */
    public static <T, R> List<R> map(int atOnce, List<T> questions, Function<T, R> answer) {
        if (questions.size() <= 1 || atOnce == 1) {
            return questions.stream().map(answer).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, questions.size()), Abreast::daemon);
        try {
            List<Future<R>> running = questions.stream()
                    .map(question -> threads.submit(() -> answer.apply(question)))
                    .toList();
            List<R> answers = new ArrayList<>();
            for (Future<R> one : running) {
                answers.add(ended(one));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    public static <T> void each(int atOnce, List<T> questions, Consumer<T> what) {
        map(atOnce, questions, question -> {
            what.accept(question);
            return true;
        });
    }

    private static <R> R ended(Future<R> one) {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while others worked", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "abreast");
        thread.setDaemon(true);
        return thread;
    }
}
