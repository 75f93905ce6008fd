package io.driverelay.azure;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls that end in time, whatever is below them: tries, a token's own tries and pollers add up. What is given up goes on in its own thread
 * until its own limits end it.
 */
final class BoundedCalls {
    private final Duration limit;
    private final ExecutorService threads = Executors.newCachedThreadPool(BoundedCalls::daemon);

    BoundedCalls(Duration limit) {
        this.limit = limit;
    }

    /** @param unanswered what is thrown where the limit is over before the call is */
    <T> T call(Supplier<T> call, Function<Throwable, RuntimeException> unanswered) {
        Future<T> running = threads.submit(call::get);
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            running.cancel(true);
            throw unanswered.apply(e);
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw unanswered.apply(e);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "vault-call");
        thread.setDaemon(true);
        return thread;
    }
}
