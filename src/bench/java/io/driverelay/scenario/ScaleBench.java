package io.driverelay.scenario;

import io.driverelay.local.host.LocalHost;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mvn -Pbench -Dbench=scale}: what a pass and the lists cost with so many homes, each with ninety ended uploads, a drive that answers
 * in 150 ms and a storage that does, forty drives that are dead or crawl, in a JVM with a heap of 256 MiB under the platform's flags.
 */
final class ScaleBench {
    private static final String HOMES = System.getProperty("bench.homes", "100,1000,10000");

    private ScaleBench() {}

    static void run() throws IOException {
        System.out.printf("%-44s %8s %9s %7s %6s  %s%n", "", "seconds", "heap MiB", "CPU s", "open", "calls");
        for (String homes : HOMES.split(",", -1)) {
            try (var cloud = new SlowCloud()) {
                run(Integer.parseInt(homes), cloud);
            }
        }
    }

    private static void run(int homes, SlowCloud cloud) throws IOException {
        Process process = new ProcessBuilder(command(homes, cloud))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedWriter in = process.outputWriter();
                BufferedReader out = process.inputReader()) {
            ask("seed", in, out);
            cloud.blobs.makeHistoryUp();
            cloud.taken();
            cloud.mostOpenTaken();
            for (String what : ScaleBenchPass.MEASURED) {
                if (what.contains("abandoned")) {
                    cloud.slow(false);
                    ask("abandon", in, out);
                    cloud.taken();
                    cloud.mostOpenTaken();
                }
                cloud.slow(!what.endsWith("own time"));
                String figures = ask(what, in, out);
                if (what.endsWith("own time")) {
                    cloud.taken();
                }
                System.out.printf(
                        "%-44s %s %6d  %s%n", homes + " homes, " + what, figures, cloud.mostOpenTaken(), cloud.taken());
            }
        } finally {
            process.destroy();
        }
    }

    private static String ask(String what, BufferedWriter in, BufferedReader out) throws IOException {
        in.write(what);
        in.newLine();
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the measured JVM ended at: " + what);
        }
        return line;
    }

    private static List<String> command(int homes, SlowCloud cloud) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalHost.PLATFORM_FLAGS);
        command.addAll(List.of("-Xmx256m", "-cp", Runner.classPath(), ScaleBenchPass.class.getName()));
        command.addAll(List.of(cloud.address(), Integer.toString(homes)));
        return command;
    }
}
