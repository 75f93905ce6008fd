package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.Pauses;
import io.driverelay.drive.Quota;
import io.driverelay.local.simulator.Behaviours;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.StatusReport;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingsTest {
    private static final Quota FULL = new Quota(100L << 20, 100L << 20, 0L, 0L, DriveState.EXCEEDED);

    private final TestHome home = TestHome.linked();

    @Test
    void freshReadingRefusesWhatCannotFit_andAnOldOneRefusesNothing() {
        wasReadAs(FULL);
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.DRIVE_FULL));

        home.clock.move(Duration.ofMinutes(16));
        assertThatCode(this::open).doesNotThrowAnyException();
    }

    /** P14. */
    @Test
    void readingRefusesNothing_onceAPassFailedForTheDrive() {
        wasReadAs(FULL);
        home.clock.move(Duration.ofMinutes(1));
        home.statuses.storePass(new CheckPass(home.clock.instant(), Set.of(home.connectionId)));

        assertThatCode(this::open).doesNotThrowAnyException();
        assertThat(home.status.of(home.connection()).stale()).isTrue();
    }

    /** P7. */
    @Test
    void quotaOfZeroesRefusesNothing() {
        wasReadAs(new Quota(0L, 0L, 0L, 0L, DriveState.EXCEEDED));

        assertThatCode(this::open).doesNotThrowAnyException();
    }

    /** Fault 21, P14. */
    @Test
    void uploadThatWaitsForSpaceIsTriedHourly_whileTheDriveCannotBeRead() {
        Upload upload = waitingForSpace();
        wasReadAs(FULL);
        home.clock.move(Duration.ofMinutes(50));
        failingPass();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.WAITING);

        home.clock.move(Duration.ofMinutes(15));
        failingPass();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.QUEUED);
    }

    /** C11, P19. */
    @Test
    void pauseIsCountedFromTheAnswer_andThatOfTheSignInServiceIsNotTheDrives() {
        Instant begun = home.clock.instant();
        reading(() -> {
            home.clock.move(Duration.ofSeconds(20));
            throw new DriveFault(DriveFault.Kind.SIGN_IN_SERVICE, "429", Duration.ofMinutes(1), null);
        });
        assertThat(pause()).isEmpty();

        reading(() -> {
            home.clock.move(Duration.ofSeconds(20));
            throw new DriveFault(DriveFault.Kind.THROTTLED, "429", Duration.ofMinutes(1), null);
        });
        assertThat(pause()).contains(begun.plusSeconds(100));
    }

    /** C17: the reading's time. */
    @Test
    void passGoesOnAndTellsWhenItBegan_whateverOneDriveDoes() {
        Instant begun = home.clock.instant();
        reading(() -> {
            home.clock.move(Duration.ofSeconds(20));
            throw new IllegalStateException("nobody expected this");
        });

        CheckPass pass = home.statuses.lastPass().orElseThrow();
        assertThat(pass.checkedAt()).isEqualTo(begun);
        assertThat(pass.failed()).containsExactly(home.connectionId);
        assertThat(home.status.of(home.connection()).quota().totalBytes()).isEqualTo(1L << 40);
    }

    @Test
    void stateIsOneDrivesOwn_andGoesBackAsItCame() {
        Instant normalSince = home.status.of(home.connection()).stateSince();
        readWith(0, DriveState.NORMAL);
        assertThat(home.status.of(home.connection()).stateSince()).isEqualTo(normalSince);
        readWith(950, DriveState.NEARING);
        readWith(995, DriveState.CRITICAL);
        readWith(1001, DriveState.EXCEEDED);
        readWith(950, DriveState.NEARING);
        readWith(10, DriveState.NORMAL);
    }

    private void readWith(long usedMib, DriveState state) {
        home.account().setQuota(1000 << 20, usedMib << 20);
        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();

        StatusReport report = home.status.of(home.connection());
        assertThat(report.quota().state()).isEqualTo(state);
        assertThat(report.quota().totalBytes()).isEqualTo(1000 << 20);
        assertThat(report.quota().usedBytes()).isEqualTo(usedMib << 20);
        assertThat(report.quota().remainingBytes()).isEqualTo((1000 - usedMib) << 20);
        assertThat(report.stale()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"403, accessDenied", "503, serviceNotAvailable", "200, {}"})
    void failedPollFlipsNothing(int status, String code) {
        readWith(950, DriveState.NEARING);
        Instant since = home.status.of(home.connection()).stateSince();
        home.account().behaviours().drive.next(9, status, code);
        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();

        StatusReport report = home.status.of(home.connection());
        assertThat(report.quota().state()).isEqualTo(DriveState.NEARING);
        assertThat(report.stateSince()).isEqualTo(since);
        assertThat(report.stale()).isTrue();
        assertThat(home.connection().isReady()).isTrue();
        assertThatCode(this::open).doesNotThrowAnyException();
    }

    @Test
    void driveWithoutAQuotaIsUnknown_andTakesBackups() {
        home.account().behaviours().quota = Behaviours.QuotaShown.MISSING;
        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();

        assertThat(home.status.of(home.connection()).quota().state()).isEqualTo(DriveState.UNKNOWN);
        Upload upload = home.committed(home.backup("b.tar", 5000), new byte[5000]);
        home.serveTickets();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
    }

    private Upload waitingForSpace() {
        home.account().setQuota(100 << 20, (100 << 20) - 1000);
        Upload upload = home.committed(home.backup("b.tar", 5000), new byte[5000]);
        home.serveTickets();
        assertThat(home.find(upload).standing().reason()).isEqualTo(Reason.SPACE);
        return upload;
    }

    private void failingPass() {
        home.pauses.pauseUntil(
                Pauses.ofDrive(home.connection().drive().id()),
                home.clock.instant().plusSeconds(5));
        home.upkeep.pass();
    }

    private void open() {
        home.open.open(home.connection(), home.key, home.file("f.bin", 5000, Conflict.REPLACE), Optional.empty());
    }

    private void wasReadAs(Quota quota) {
        Instant now = home.clock.instant();
        home.statuses.store(new DriveStatus(home.connectionId, quota, now, now));
    }

    private void reading(Runnable answer) {
        new CheckDrives(
                        home.connections,
                        id -> {
                            answer.run();
                            return home.connected.of(id);
                        },
                        home.statuses,
                        home.pauses,
                        home.clock)
                .checkAll(home.clock.instant().plus(Duration.ofMinutes(4)), name -> {});
    }

    private Optional<Instant> pause() {
        return home.pauses.notBefore(Pauses.ofDrive(home.connection().drive().id()));
    }
}
