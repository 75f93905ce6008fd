package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the log costs: it is paid by the gigabyte, and a day's is capped. */
class LogVolumeTest extends FaultyWorld {
    private static final int BACKUP_LINES = 12;
    private static final int BACKUP_BYTES = 3_000;
    private static final int IDLE_HOUR_BYTES = 4_500;
    private static final int FURTHER_HOME_BYTES = 800;
    private static final int STANDING_UPLOAD_BYTES = 350;

    @RegisterExtension
    final Trail trail = new Trail();

    private long bytes() {
        return trail.lines.stream()
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private void deliver(int size) {
        trail.lines.clear();
        Upload upload = home.committed(home.backup("b" + size + ".tar", size), new byte[size]);
        home.serveTickets();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
    }

    @Test
    void deliveredBackupIsFewLines_howeverManyItsFragments() {
        deliver(1_000);
        int few = trail.lines.size();
        assertThat(bytes()).as(String.join("\n", trail.lines)).isLessThan(BACKUP_BYTES);
        assertThat(few).isLessThanOrEqualTo(BACKUP_LINES);

        deliver(40 << 20);
        assertThat(callsMatching(0, "PUT /up/.*")).isEqualTo(1 + 3);
        assertThat(trail.lines).as(String.join("\n", trail.lines)).hasSize(few);
        assertThat(bytes()).isLessThan(BACKUP_BYTES);
    }

    /** Twelve passes: one line of the pass and one of its drives each, the drive's once, and a token now and then. */
    @Test
    void idleHomeIsAFewKilobytesAnHour() {
        home.passTime(Duration.ofHours(2));
        trail.lines.clear();
        home.passTime(Duration.ofHours(1));

        assertThat(bytes()).as(String.join("\n", trail.lines)).isLessThan(IDLE_HOUR_BYTES);
        assertThat(trail.of("pass-ended")).hasSize(12);
        assertThat(trail.of("drive-reading")).hasSize(1);
    }

    /** Each further home costs its drive's line once an hour, and its token's. */
    @Test
    void furtherIdleHomeCostsLittle() {
        long one = idleHour();
        moveToAnotherHomeOfTheSameDrive();
        long two = idleHour();

        assertThat(trail.of("drive-reading")).hasSize(2);
        assertThat(two - one).isLessThan(FURTHER_HOME_BYTES);
    }

    /** What waits or has failed costs a line an hour each, what is well costs none. */
    @Test
    void uploadThatStandsStillIsOneShortLineAnHour() {
        deliver(1_000);
        idleHour();
        assertThat(trail.of("upload-stands")).isEmpty();
        putByAnotherApp("f.bin", new byte[3]);
        file("f.bin", new byte[5], Conflict.FAIL);
        home.serveTickets();
        idleHour();

        assertThat(trail.of("upload-stands"))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThan(STANDING_UPLOAD_BYTES));
    }

    private long idleHour() {
        home.passTime(Duration.ofHours(2));
        trail.lines.clear();
        home.passTime(Duration.ofHours(1));
        List<String> failed = trail.lines.stream()
                .filter(line -> line.contains("-failed\"") || line.contains("not-read"))
                .toList();
        assertThat(failed).isEmpty();
        return bytes();
    }
}
