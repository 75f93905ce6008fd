package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Tickets that are lost, too many, or deadly. */
class TicketFaultsTest extends FaultyWorld {
    /** Fault 4. */
    @Test
    void secondTicketOfADeliveredUploadCallsNobody() {
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        Ticket again = home.tickets.peek();
        home.serveTickets();
        int mark = home.account().calls().size();

        home.relay.relay(again);

        assertDelivered(upload);
        assertThat(home.account().callsSince(mark)).isEmpty();
    }

    /** Fault 24. */
    @Test
    void uploadThatKillsItsInstanceEveryTimeFails_afterTenTurns() {
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        drive().openings.always(503, "html");
        for (int n = 0; n < 10; n++) {
            serveUntilKilled();
            home.clock.move(Duration.ofMinutes(11));
            home.upkeep.pass();
        }
        home.serveTickets();

        assertFailed(upload, Reason.FRUITLESS);
        assertThat(home.tickets).isEmpty();
    }

    /** Fault 25: nobody serves tickets for longer than a sweep. */
    @Test
    void surplusTicketsAreOneAnUploadInTenMinutes_andDoNothing() {
        List<Upload> uploads = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            uploads.add(file("f" + n + ".bin", bytes(100, n), Conflict.FAIL));
        }
        for (int minutes = 0; minutes < 10; minutes += 5) {
            home.clock.move(Duration.ofMinutes(5));
            home.upkeep.pass();
        }
        assertThat(home.tickets).hasSizeLessThanOrEqualTo(40);

        home.serveUntilQuiet(LONG);

        uploads.forEach(this::assertDelivered);
        assertThat(home.account().bytesReceived()).isEqualTo(2000);
    }

    /** Fault 26. */
    @Test
    void twoPassesAtOnceDoNothingTwice() {
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        home.tickets.clear();
        home.clock.move(Duration.ofMinutes(2));
        ExecutorService timers = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(home.upkeep::pass, timers),
                            CompletableFuture.runAsync(home.upkeep::pass, timers))
                    .join();
        } finally {
            timers.shutdown();
        }

        home.serveTickets();
        assertDelivered(upload);
        assertThat(home.account().bytesReceived()).isEqualTo(1000);
        assertThat(home.told).containsExactly("delivered");
        assertThat(home.tickets).isEmpty();
    }
}
