package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.Drive;
import io.driverelay.relay.RelayUpload;
import io.driverelay.relay.Stations;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Fault 24: wherever it is, a call of the drive or a read of its content; the ticket of a turn that died comes again after ten minutes, and upkeep sends others. */
    @ParameterizedTest
    @CsvSource({"find, 1", "openSession, 1", "send, 1", "send, 2", "read, 1"})
    void uploadThatKillsItsInstanceEveryTimeFails_afterTenTurns(String method, int fromCall) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        int[] calls = {0};
        int[] deaths = {0};
        Interposed death = (called, arguments, call) -> {
            if (called.equals(method) && ++calls[0] >= fromCall) {
                throw new Death();
            }
            return call.made();
        };
        RelayUpload deadly = relay(
                new Stations(
                        home.uploads,
                        home.lanes,
                        Interposed.before(Staging.class, home.staging, death),
                        home.tickets,
                        home.connections,
                        id -> Interposed.before(Drive.class, home.connected.of(id), death),
                        home.pauses,
                        home.tell,
                        home.cryptography::sha256,
                        home.twins),
                (howLong, cutoff) -> home.clock.move(howLong),
                FIRST_FRAGMENT);
        new PassingTime(home.clock, home.tickets, ticket -> diesWith(deadly, ticket, deaths), home.upkeep::pass)
                .until(home.clock.instant().plus(Duration.ofHours(6)), home::isQuiet);

        assertFailed(upload, Reason.FRUITLESS);
        assertThat(deaths[0]).as("those after the last step forward").isEqualTo(10 + fromCall - 1);
        assertThat(home.told).containsExactly("failed FRUITLESS");
        assertThat(home.tickets).isEmpty();
        assertThat(home.tickets.served()).isLessThan(40);
    }

    /** Fault 25: nobody serves tickets for longer than two sweeps. */
    @Test
    void surplusTicketsAreOneAnUploadInTenMinutes_andDoNothing() {
        List<Upload> uploads = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            uploads.add(file("f" + n + ".bin", bytes(100, n), Conflict.FAIL));
        }
        for (int minutes = 5; minutes <= 10; minutes += 5) {
            home.clock.move(Duration.ofMinutes(5));
            home.upkeep.pass();
            assertThat(ticketsOfEach().values())
                    .as("after %d minutes", minutes)
                    .hasSize(100)
                    .allMatch(count -> count <= 2);
        }
        int surplus = home.tickets.size() - 100;

        for (int n = 0; n < 100; n++) {
            home.tickets.serveOne(home.relay::relay);
        }
        uploads.forEach(this::assertDelivered);
        int mark = home.account().calls().size();
        home.serveUntilQuiet(LONG);

        assertThat(surplus).isEqualTo(100);
        assertThat(home.tickets.served()).isEqualTo(100 + surplus);
        assertThat(home.account().callsSince(mark)).isEmpty();
        assertThat(home.account().bytesReceived()).isEqualTo(10_000);
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

    private Map<String, Long> ticketsOfEach() {
        return home.tickets.stream().collect(Collectors.groupingBy(Ticket::uploadId, Collectors.counting()));
    }

    private void diesWith(RelayUpload deadly, Ticket ticket, int[] deaths) {
        try {
            deadly.relay(ticket);
        } catch (Death e) {
            deaths[0]++;
            home.tickets.send(ticket, Duration.ofMinutes(10));
        }
    }

    /** As when memory is over, or the process is gone. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }
}
