package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.intake.HomeLimits;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.Opened;
import io.driverelay.intake.Opener;
import io.driverelay.intake.StagingAddress;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** H2, B6: what one home may have under way. */
class HomeLimitsTest extends FaultyWorld {
    private static final HomeLimits TIGHT = new HomeLimits(3, 1_000, 5, Duration.ofDays(7), 3);

    private final OpenUpload open = new OpenUpload(
            home.uploads,
            new StagingAddress(home.uploads, home.staging, home.clock, Duration.ofHours(6), TIGHT),
            home.space,
            home.describe,
            home.ids,
            home.clock);

    @Test
    void openUploadsAreCounted_andAnEndedOneMakesRoom() {
        Upload first = open(10).upload();
        open(10);
        open(10);

        assertTooMany(() -> open(10), "3 uploads of this home have not ended");
        home.cancel.cancel(home.connectionId, first.id(), true);
        open(10);
    }

    @Test
    void declaredBytesAreAddedUp() {
        open(600);

        assertTooMany(() -> open(401), "declare 600 bytes already");
        open(400);
    }

    /** One call that opens several counts each with those before it. */
    @Test
    void uploadsOfOneCallAreAddedUp() {
        var openings = open.openings(new Opener(home.connection(), home.key, Optional.empty()));
        openings.open(home.file("a.bin", 600, Conflict.FAIL), Optional.empty());

        assertTooMany(
                () -> openings.open(home.file("b.bin", 401, Conflict.FAIL), Optional.empty()),
                "declare 600 bytes already");
        openings.open(home.file("b.bin", 1, Conflict.FAIL), Optional.empty());
        openings.open(home.file("c.bin", 1, Conflict.FAIL), Optional.empty());
        assertTooMany(
                () -> openings.open(home.file("d.bin", 1, Conflict.FAIL), Optional.empty()),
                "3 uploads of this home have not ended");
    }

    @Test
    void fileThatCanNeverBeTakenIsToldSo() {
        assertThatThrownBy(() -> open(1_001)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(RefusalCode.BODY_TOO_LARGE);
            assertThat(refused).hasMessageContaining("HOME_DECLARED_BYTES");
        });
    }

    @Test
    void recordsOfTheLastHoursAreCounted_whateverBecameOfThem() {
        for (int n = 0; n < 5; n++) {
            home.cancel.cancel(home.connectionId, open(1).upload().id(), true);
        }

        assertTooMany(() -> open(1), "5 uploads were opened in the last hours");
        home.passTime(Duration.ofHours(7));
        open(1);
    }

    @Test
    void idempotencyKeyOpensAnewAFewTimesOnly() {
        for (int n = 0; n < 3; n++) {
            Upload upload = open(1, "again").upload();
            home.cancel.cancel(home.connectionId, upload.id(), true);
        }

        assertThatThrownBy(() -> open(1, "again"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("has opened 3 uploads already");
    }

    @Test
    void stagingUrlIsNotRenewedForEver() {
        Opened opened = open(10);
        for (int n = 0; n < 7; n++) {
            home.clock.move(Duration.ofHours(23));
            home.addresses.renew(home.connectionId, opened.upload().id(), home.key);
        }
        assertThat(home.find(opened.upload()).times().urlExpiresAt())
                .isEqualTo(opened.upload()
                        .times()
                        .openedAt()
                        .plus(Duration.ofDays(7))
                        .minus(Duration.ofHours(1)));
        home.clock.move(Duration.ofHours(6));
        home.addresses.renew(home.connectionId, opened.upload().id(), home.key);
        assertThat(home.find(opened.upload()).times().urlExpiresAt())
                .isEqualTo(opened.upload().times().openedAt().plus(Duration.ofDays(7)));
        home.clock.move(Duration.ofHours(1));

        assertThatThrownBy(() ->
                        home.addresses.renew(home.connectionId, opened.upload().id(), home.key))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("opened 7 days ago");
    }

    @Test
    void repeatedCommitSendsNoTicketWhileOneIsOnItsWay() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        int tickets = home.tickets.size();
        for (int n = 0; n < 5; n++) {
            home.commit.commit(home.connectionId, upload.id());
        }
        assertThat(home.tickets.size()).isEqualTo(tickets);

        home.clock.move(Duration.ofMinutes(2));
        home.commit.commit(home.connectionId, upload.id());
        assertThat(home.tickets.size()).isEqualTo(tickets + 1);
    }

    @Test
    void retryIsNoWayAroundWhatBoundsTheTries() {
        Upload upload = failed();
        home.retry.retry(home.connectionId, upload.id());
        home.serveTickets();
        assertFailed(upload, Reason.NAME_TAKEN);

        assertTooMany(() -> home.retry.retry(home.connectionId, upload.id()), "less than a minute ago");
        home.clock.move(Duration.ofMinutes(1));
        home.retry.retry(home.connectionId, upload.id());
    }

    /** N7. */
    @Test
    void failedUploadIsDismissedByItsOwner() {
        Upload upload = failed();
        Upload dismissed = home.cancel.cancel(home.connectionId, upload.id(), true);

        assertThat(dismissed.state()).isEqualTo(UploadState.EXPIRED);
        assertThat(dismissed.standing().reason()).isEqualTo(Reason.NAME_TAKEN);
        assertThat(home.staging.content(upload.staged().blob())).isEmpty();
        assertThatThrownBy(() -> home.cancel.cancel(home.connectionId, failed().id(), false))
                .isInstanceOf(Refused.class);
    }

    private Upload failed() {
        putByAnotherApp("taken.bin", bytes(10, 9));
        Upload upload = file("taken.bin", bytes(100, 1), Conflict.FAIL);
        home.serveTickets();
        return assertFailed(upload, Reason.NAME_TAKEN);
    }

    private Opened open(long size) {
        return open.open(home.connection(), home.key, home.file("f.bin", size, Conflict.REPLACE), Optional.empty());
    }

    private Opened open(long size, String key) {
        return open.open(home.connection(), home.key, home.file("f.bin", size, Conflict.REPLACE), Optional.of(key));
    }

    private static void assertTooMany(Runnable call, String said) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(RefusalCode.TOO_MANY_REQUESTS);
            assertThat(refused).hasMessageContaining(said);
            assertThat(refused.retryAfter()).isPresent();
        });
    }
}
