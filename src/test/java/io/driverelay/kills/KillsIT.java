package io.driverelay.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short version of {@code mvn -Pkills}. */
class KillsIT {
    private static final long SEED = 20_260_108;

    @Test
    @Timeout(value = 150, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everythingArrivesOnce_thoughTheAppIsKilledAgainAndAgain() throws Exception {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "it")), "kills")
                .toAbsolutePath();
        Path packageFolder = Path.of("target", "azure-functions", "drive-relay").toAbsolutePath();

        Figures figures = new KillRun(KillRun.Plan.brief(SEED, 5)).run(packageFolder, data);

        System.out.println(figures.line());
        assertThat(figures.sentences()).as(figures.line()).isEmpty();
        assertThat(figures.violations()).isEmpty();
    }
}
