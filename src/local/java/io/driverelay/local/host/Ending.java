package io.driverelay.local.host;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

/**
 * How the host ends. TERM: the listeners stop, what runs is let finish and its message completed, then the app's shutdown hooks run. The end
 * of standard input, which whoever started the host holds open, is an instance's end after that: the hooks run at once. They have five
 * seconds either way.
 */
final class Ending {
    private static final Duration DRAIN = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final HttpListener http;
    private final List<Listener> listeners;

    Ending(HttpListener http, List<Listener> listeners) {
        this.http = http;
        this.listeners = listeners;
    }

    void arrange() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAtOnce, "host-end"));
        daemon("parent-watch", this::endWithParent);
        onTerm(() -> daemon("host-drain", this::drain));
    }

    private void drain() {
        long end = System.nanoTime() + DRAIN.toNanos();
        listeners.forEach(Listener::stop);
        try {
            http.drain(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listeners.forEach(listener -> listener.awaitIdle(end));
        System.exit(0);
    }

    /** Beside the app's own hooks: a function that they end must get its message completed. */
    private void endAtOnce() {
        daemon("host-halt", () -> {
            sleep(GRACE);
            Runtime.getRuntime().halt(1);
        });
        http.stop();
        listeners.forEach(Listener::stop);
        long end = System.nanoTime() + GRACE.toNanos();
        listeners.forEach(listener -> listener.awaitIdle(end));
    }

    private void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here
            }
        } catch (IOException e) {
            // as an end
        }
        System.exit(0);
    }

    /** By reflection, since the compiler warns of the JDK's only way to handle a signal. */
    private static void onTerm(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    Ending.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handling);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("TERM cannot be handled on this JVM", e);
        }
    }

    private static void daemon(String name, Runnable action) {
        var thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
