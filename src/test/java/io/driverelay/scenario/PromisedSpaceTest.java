package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** H2: accepted uploads cannot overfill a drive; N16: room that was made is seen at once. */
class PromisedSpaceTest extends FaultyWorld {
    private static final long TOTAL = 1_000_000_000;

    @Test
    void tenAcceptedUploadsCannotOverfillADrive_alsoOfSeveralHomes() {
        leave(10_000);
        open(4_000);
        moveToAnotherHomeOfTheSameDrive();
        home.upkeep.pass();
        open(4_000);

        assertThatThrownBy(() -> open(2_001)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(RefusalCode.DRIVE_FULL);
            assertThat(refused)
                    .hasMessageContaining(
                            "needs 2001 bytes, besides 8000 that are promised to uploads on their way, and the OneDrive has 10000");
            assertThat(refused.facts()).containsEntry("remainingBytes", 10_000L).containsEntry("promisedBytes", 8_000L);
        });
        open(2_000);
    }

    @Test
    void whatArrivedSinceTheReadingIsCounted_andWhatNeverComesIsNot() {
        leave(10_000);
        Upload arrived = file("a.bin", bytes(6_000, 1), Conflict.FAIL);
        home.clock.move(Duration.ofSeconds(1));
        home.serveTickets();
        assertDelivered(arrived);
        assertThatThrownBy(() -> open(4_001)).isInstanceOf(Refused.class);
        open(4_000);

        home.clock.move(Duration.ofHours(7));
        home.upkeep.pass();
        open(4_000);
    }

    /** N16. */
    @Test
    void driveIsReadAgainBeforeItRefuses_atMostOnceAMinute() {
        leave(1_000);
        home.clock.move(Duration.ofSeconds(61));
        home.account().setQuota(TOTAL, TOTAL - 5_000);
        open(4_000);

        home.account().setQuota(TOTAL, TOTAL - 50_000);
        assertThatThrownBy(() -> open(4_000)).isInstanceOf(Refused.class);
        home.clock.move(Duration.ofSeconds(61));
        open(4_000);
    }

    @Test
    void driveThatCannotBeReadIsNotAskedByEachRefusal() {
        leave(1_000);
        home.clock.move(Duration.ofSeconds(61));
        drive().asking.always(503, "serviceNotAvailable");
        int calls = home.account().calls().size();
        for (int n = 0; n < 5; n++) {
            assertThatThrownBy(() -> open(4_000)).isInstanceOf(Refused.class);
        }

        assertThat(home.account().callsSince(calls).stream().filter(call -> call.startsWith("GET")))
                .hasSizeLessThan(4);
    }

    /** N16. */
    @Test
    void driveOverItsQuotaIsToldAsOneDriveCountsIt_inTheRefusalAsInTheStatus() {
        home.account().setQuota(TOTAL, TOTAL + 5_000);
        home.upkeep.pass();

        assertThatThrownBy(() -> open(1)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.facts()).containsEntry("remainingBytes", -5_000L);
            assertThat(refused).hasMessageContaining("needs 1 bytes, and the OneDrive holds 5000 more than it may.");
        });
        assertThat(home.status.of(home.connection()).quota().remainingBytes()).isEqualTo(-5_000);
    }

    private void leave(long bytes) {
        home.account().setQuota(TOTAL, TOTAL - bytes);
        home.upkeep.pass();
    }

    private void open(long size) {
        home.open.open(home.connection(), home.key, home.file("f.bin", size, Conflict.REPLACE), Optional.empty());
    }
}
