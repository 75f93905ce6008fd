package io.driverelay.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small app of the host's tests whose functions need a constructor argument, and which has something to do at its end. */
public final class InjectedApp {
    private final int asked;

    InjectedApp(int asked) {
        this.asked = asked;
    }

    /** Gives each invocation the number of times that it was asked. */
    public static final class Injector implements FunctionInstanceInjector {
        private int asked;

        @Override
        public <T> T getInstance(Class<T> functionClass) {
            return functionClass.cast(new InjectedApp(++asked));
        }
    }

    /** In {@code lib/}. */
    public static final class Library {
        private Library() {}

        public static String name() {
            return "library";
        }
    }

    private static boolean sees(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @FunctionName("look")
    public HttpResponseMessage look(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "look")
                    HttpRequestMessage<Optional<String>> request)
            throws InterruptedException {
        Thread.sleep(request.getQueryParameters().containsKey("slow") ? 2000 : 0);
        return request.createResponseBuilder(HttpStatus.OK)
                .body(asked + " " + Library.name() + " gson:" + sees("com.google.gson.Gson") + " jackson:"
                        + sees("com.fasterxml.jackson.databind.ObjectMapper") + " host:"
                        + sees("io.driverelay.local.host.HostMain"))
                .build();
    }

    @FunctionName("chew")
    public void chew(@QueueTrigger(name = "message", queueName = "%FOOD%") String message, ExecutionContext context)
            throws Exception {
        Path told = Path.of(System.getenv("TOLD"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Files.writeString(told, "hook after " + (Files.exists(told) ? Files.readString(told) : "nothing"));
                Thread.sleep(message.equals("clings") ? 60_000 : 0);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        context.getLogger().info("chewing");
        Thread.sleep(3000);
        Files.writeString(told, "chewed");
    }
}
