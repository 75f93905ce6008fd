package io.driverelay.local.host;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Polls a queue as the real host does: base64 bodies, ten minutes of invisibility renewed every five, a poison queue after a few failures. */
final class QueueListener implements Listener {
    private static final Duration INVISIBLE = Duration.ofMinutes(10);
    private static final long RENEW_SECONDS = 300;
    private static final long SHORTEST_POLL_MILLIS = 100;

    private final AppFunction function;
    private final HostLog log;
    private final QueuePlan plan;
    private final QueueClient queue;
    private final QueueClient poison;
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
        String connection = binding.path("connection").asText("AzureWebJobsStorage");
        var queues = new HostQueues(System.getenv());
        this.queue = queues.queue(connection, name);
        this.poison = queues.queue(connection, name + "-poison");
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
        try {
            function.invoker().invoke(function, input, Map.of("DequeueCount", "1"));
        } catch (Invoker.Failed e) {
            // logged where it failed
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
            if (e.getStatusCode() == 404) {
                queue.createIfNotExists();
            }
            return 0;
        } catch (RuntimeException e) {
            log.host("Host.Queues", "polling failed: " + e.getClass().getSimpleName());
            return 0;
        }
    }

    private void handle(QueueMessageItem message) {
        Receipt receipt = new Receipt(queue, message);
        ScheduledFuture<?> renewal = renewals.scheduleAtFixedRate(
                () -> receipt.hide(INVISIBLE), RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
        try {
            run(message);
            receipt.delete();
        } catch (Invoker.Failed | IllegalArgumentException e) {
            giveBack(message, receipt);
        } catch (RuntimeException e) {
            log.host("Host.Queues", "a message could not be ended", e);
        } finally {
            renewal.cancel(false);
            inFlight.decrementAndGet();
            synchronized (inFlight) {
                inFlight.notifyAll();
            }
        }
    }

    /** A body that is not base64 fails here, which counts as a delivery. */
    private void run(QueueMessageItem message) throws Invoker.Failed {
        String body = new String(Base64.getDecoder().decode(message.getBody().toBytes()), StandardCharsets.UTF_8);
        Map<String, String> metadata =
                Map.of("DequeueCount", Long.toString(message.getDequeueCount()), "Id", message.getMessageId());
        function.invoker().invoke(function, body, metadata);
    }

    private void giveBack(QueueMessageItem message, Receipt receipt) {
        if (message.getDequeueCount() < plan.maxDequeueCount()) {
            receipt.hide(plan.visibilityTimeout());
            return;
        }
        poison.createIfNotExists();
        poison.sendMessage(message.getBody());
        receipt.delete();
        log.host(
                "Host.Queues", "a message went to the poison queue after " + message.getDequeueCount() + " deliveries");
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
