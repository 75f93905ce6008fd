package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** 403 without a code that says more: once it passes, and one that stays is its owner's to mend. */
class DeniedFaultsTest extends FaultyWorld {
    private static final byte[] SMALL = bytes(1000, 1);

    /** Where the folder had not been asked for OneDrive has been seen to deny an opening once. */
    @Test
    void oneDeniedOpeningCostsASecond_andTheFolderIsAskedForAnew() {
        drive().openings.next(1, 403, "accessDenied");
        Instant begun = home.clock.instant();
        Upload upload = file("f.bin", SMALL, Conflict.FAIL);
        home.serveTickets();

        assertDelivered(upload);
        assertThat(Duration.between(begun, home.clock.instant())).isLessThan(Duration.ofSeconds(10));
        assertThat(openings()).isEqualTo(2);
    }

    @Test
    void driveThatDeniesForLongIsTriedAfterAMinute_andAtLastHourly() {
        drive().openings.always(403, "accessDenied");
        Instant begun = home.clock.instant();
        Upload upload = file("f.bin", SMALL, Conflict.FAIL);
        home.serveTickets();
        assertThat(assertWaits(upload, Reason.DRIVE).standing().dueAt())
                .isBetween(begun.plusSeconds(60), begun.plusSeconds(90));

        home.serveUntilQuiet(Duration.ofHours(20));
        long before = openings();
        home.serveUntilQuiet(Duration.ofHours(4));
        assertThat(openings() - before).as("two in each turn").isBetween(4L, 10L);
        drive().openings.end();
        home.serveUntilQuiet(LONG);
        assertDelivered(upload);
    }
}
