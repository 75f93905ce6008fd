package io.driverelay.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.concurrent.atomic.AtomicInteger;

/** A small app of the host's tests, with queues and timers. */
public final class QueueApp {
    private static final AtomicInteger RUNNING = new AtomicInteger();

    @FunctionName("eat")
    public void eat(
            @QueueTrigger(name = "message", queueName = "%FOOD%", connection = "PANTRY") String message,
            @BindingName("DequeueCount") long dequeueCount,
            @BindingName("Id") String id,
            ExecutionContext context) {
        context.getLogger().info("tasted " + message + " " + dequeueCount + " " + id.length());
        if (message.startsWith("bad")) {
            throw new IllegalStateException("bad food");
        }
    }

    @FunctionName("mourn")
    public void mourn(
            @QueueTrigger(name = "message", queueName = "%FOOD%-poison", connection = "PANTRY") String message,
            ExecutionContext context) {
        context.getLogger().info("mourned " + message);
        if (message.equals("bad for all")) {
            throw new IllegalStateException("beyond help");
        }
    }

    @FunctionName("crowd")
    public void crowd(@QueueTrigger(name = "message", queueName = "%CROWD%") String message, ExecutionContext context)
            throws InterruptedException {
        context.getLogger().info("crowd of " + RUNNING.incrementAndGet());
        Thread.sleep(message.endsWith("0") ? 500 : 2500);
        RUNNING.decrementAndGet();
        context.getLogger().info("left");
    }

    @FunctionName("often")
    public void often(@TimerTrigger(name = "timer", schedule = "* * * * * *") String timer, ExecutionContext context) {
        context.getLogger().info("often " + timer);
    }

    @FunctionName("yearly")
    public void yearly(@TimerTrigger(name = "timer", schedule = "%YEARLY%") String timer, ExecutionContext context) {
        context.getLogger().info("yearly " + timer);
    }
}
