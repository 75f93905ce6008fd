package io.driverelay.local.host;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Main of the host's JVM: {@code HostMain <package folder> <port> <function key> <log file>}; the environment is the app's settings. */
public final class HostMain {
    private static final int GRACE_MILLIS = 5000;

    private HostMain() {}

    public static void main(String[] args) throws IOException {
        HostLog log = new HostLog(Path.of(args[3]));
        try {
            run(AppPackage.load(Path.of(args[0]), log), args, log);
        } catch (BindException e) {
            System.out.println("the port " + args[1] + " is taken; choose another");
            System.exit(1);
        } catch (IOException | RuntimeException e) {
            log.host("Host.Startup", "failed", e);
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(AppPackage app, String[] args, HostLog log) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        HttpListener http = new HttpListener(app, Integer.parseInt(args[1]), args[2], log);
        for (AppFunction function : app.functions()) {
            function.binding("queueTrigger").ifPresent(binding -> listeners.add(new QueueListener(app, function, log)));
            function.binding("timerTrigger")
                    .ifPresent(binding -> listeners.add(new TimerListener(function, Path.of(args[3]), log)));
        }
        http.onAdminCall(name -> listeners.stream()
                .filter(listener -> listener.function().name().equals(name))
                .findFirst());
        listeners.forEach(Listener::start);
        http.start();
        endWithParent();
        endGently(http, listeners);
        System.out.println("listening http://127.0.0.1:" + http.port());
    }

    /** Whoever started this holds its standard input open. */
    private static void endWithParent() {
        var watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is said here
                        }
                    } catch (IOException e) {
                        // as an end
                    }
                    System.exit(0);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Listeners stop first; a running queue function is let finish for a while; the app's own hooks run at the same time. */
    private static void endGently(HttpListener http, List<Listener> listeners) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            http.stop();
                            listeners.forEach(Listener::stop);
                            long end = System.nanoTime() + GRACE_MILLIS * 1_000_000L;
                            listeners.forEach(listener -> listener.awaitIdle(end));
                        },
                        "host-drain"));
    }
}
