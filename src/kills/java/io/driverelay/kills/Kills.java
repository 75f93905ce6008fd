package io.driverelay.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Main of {@code mvn -Pkills}: {@code -Dkills=100} kills, at moments that {@code -Dkills.seed=} tells. Ends with 0 when all arrived, once, and no call was out of place. */
public final class Kills {
    private Kills() {}

    public static void main(String[] args) {
        int code;
        try {
            code = run(Integer.getInteger("kills", 100), Long.getLong("kills.seed", System.nanoTime() & 0xffff_ffffL));
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            code = 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            code = 1;
        }
        // the simulators' threads would keep this JVM for ever
        System.exit(code);
    }

    private static int run(int kills, long seed) throws IOException, InterruptedException {
        Path target = Path.of(System.getProperty("basedir", System.getProperty("user.dir")), "target");
        Path data = Files.createTempDirectory(Files.createDirectories(target.resolve("kills")), "data");
        System.out.println("Killing the app " + kills + " times, -Dkills.seed=" + seed + ", data in " + data + " …");
        Figures figures = new KillRun(KillRun.Plan.full(seed, kills))
                .run(target.resolve("azure-functions").resolve("drive-relay"), data);
        figures.sentences().forEach(System.out::println);
        figures.violations().forEach(System.out::println);
        System.out.println(figures.line());
        return figures.isClean() ? 0 : 1;
    }
}
