package io.driverelay.local.host;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Polls a queue as the real host does: ten minutes of invisibility renewed every five, a poison queue after a few failures. It waits for a
 * queue that is not there, and makes none but the poison queue.
 */
final class QueueListener implements Listener {
    private static final Duration INVISIBLE = Duration.ofMinutes(10);
    private static final long SHORTEST_POLL_MILLIS = 100;
    private static final String CATEGORY = "Host.Triggers.Queues";

    private final AppFunction function;
    private final HostLog log;
    private final QueuePlan plan;
    private final QueueClient queue;
    private final PoisonQueue poison;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean stopped;

    QueueListener(AppPackage app, AppFunction function, HostLog log) {
        this.function = function;
        this.log = log;
        this.plan = QueuePlan.of(app);
        var binding = function.binding("queueTrigger").orElseThrow();
        String name = AppFunction.resolved(binding.path("queueName").asText());
        String connection = binding.path("connection").asText();
        var queues = new HostQueues(System.getenv());
        this.queue = queues.queue(connection.isEmpty() ? HostQueues.OF_THE_HOST : connection, name);
        this.poison = PoisonQueue.of(queues, connection, name, log);
    }

    @Override
    public AppFunction function() {
        return function;
    }

    @Override
    public void start() {
        threads.execute(this::poll);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void awaitIdle(long atLatestNanos) {
        synchronized (inFlight) {
            while (inFlight.get() > 0 && System.nanoTime() < atLatestNanos) {
                waitMillis(50);
            }
        }
    }

    @Override
    public void runNow(String input) {
        inFlight.incrementAndGet();
        try {
            function.invoker().invoke(function, MessageTrigger.byHand(input));
        } catch (Invoker.Failed e) {
            // logged where it failed
        } finally {
            landed();
        }
    }

    private void poll() {
        long pause = SHORTEST_POLL_MILLIS;
        while (!stopped) {
            int got = receive();
            pause = got > 0 ? SHORTEST_POLL_MILLIS : Math.min(pause * 2, plan.longestPollMillis());
            synchronized (inFlight) {
                if (!stopped) {
                    waitMillis(pause);
                }
            }
        }
    }

    private int receive() {
        if (inFlight.get() > plan.newBatchThreshold()) {
            return 0;
        }
        // what is being received must not be left behind at the end
        inFlight.incrementAndGet();
        try {
            List<QueueMessageItem> messages =
                    queue.receiveMessages(plan.batchSize(), INVISIBLE, null, Context.NONE).stream()
                            .toList();
            messages.forEach(message -> {
                inFlight.incrementAndGet();
                threads.execute(() -> handle(message));
            });
            return messages.size();
        } catch (QueueStorageException e) {
            if (e.getStatusCode() != 404) {
                log.warning(CATEGORY, "polling failed: " + e.getStatusCode());
            }
            return 0;
        } catch (RuntimeException e) {
            log.warning(CATEGORY, "polling failed: " + e.getClass().getSimpleName());
            return 0;
        } finally {
            landed();
        }
    }

    private void landed() {
        inFlight.decrementAndGet();
        synchronized (inFlight) {
            inFlight.notifyAll();
        }
    }

    private void handle(QueueMessageItem message) {
        Receipt receipt = new Receipt(queue, message);
        long renewal = plan.renewal().toMillis();
        ScheduledFuture<?> renewing =
                renewals.scheduleAtFixedRate(() -> renew(receipt), renewal, renewal, TimeUnit.MILLISECONDS);
        try {
            serve(message, receipt);
        } catch (RuntimeException e) {
            log.host(CATEGORY, "a message could not be ended", e);
        } finally {
            renewing.cancel(false);
            landed();
        }
    }

    private void renew(Receipt receipt) {
        try {
            receipt.renew(INVISIBLE);
        } catch (RuntimeException e) {
            log.host(CATEGORY, "a running message could not be hidden anew", e);
        }
    }

    private void serve(QueueMessageItem message, Receipt receipt) {
        if (message.getDequeueCount() > plan.maxDequeueCount()) {
            poison.take(message, receipt);
            return;
        }
        try {
            function.invoker().invoke(function, MessageTrigger.of(message, queue.getQueueName(), plan, function));
            receipt.delete();
        } catch (IllegalArgumentException e) {
            log.host(
                    "Function." + function.name(),
                    "not invoked: message Id '" + message.getMessageId()
                            + "' is not base64, which the queue's messageEncoding says",
                    null);
            giveBack(message, receipt);
        } catch (Invoker.Failed e) {
            giveBack(message, receipt);
        }
    }

    /** Where there is no poison queue it stays hidden, so that it does not come back at once for ever. */
    private void giveBack(QueueMessageItem message, Receipt receipt) {
        if (!poison.exists()) {
            return;
        }
        if (message.getDequeueCount() < plan.maxDequeueCount()) {
            receipt.release(plan.visibilityTimeout());
        } else {
            poison.take(message, receipt);
        }
    }

    private void waitMillis(long millis) {
        try {
            inFlight.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
