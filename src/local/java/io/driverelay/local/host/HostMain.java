package io.driverelay.local.host;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Main of the host's JVM: {@code HostMain <package folder> <port> <function key> <log file> [standby]}; the environment is the app's settings.
 * A standby has loaded all and listens to nothing until a line comes.
 */
public final class HostMain {
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

    private static boolean isCalled() throws IOException {
        int read = System.in.read();
        while (read >= 0 && read != '\n') {
            read = System.in.read();
        }
        return read >= 0;
    }

    private static void run(AppPackage app, String[] args, HostLog log) throws IOException {
        log.filter(LogLevels.of(app.hostJson()));
        List<Listener> listeners = new ArrayList<>();
        for (AppFunction function : app.functions()) {
            function.binding("queueTrigger").ifPresent(binding -> listeners.add(new QueueListener(app, function, log)));
            function.binding("timerTrigger")
                    .ifPresent(binding -> listeners.add(new TimerListener(function, Path.of(args[3]), log)));
        }
        if (args.length > 4 && !isCalled()) {
            System.exit(0);
        }
        var http = new HttpListener(app, Integer.parseInt(args[1]), args[2], new AdminDoor(listeners), log);
        listeners.forEach(Listener::start);
        http.start();
        new Ending(http, listeners).arrange();
        System.out.println("listening http://127.0.0.1:" + http.port());
    }
}
