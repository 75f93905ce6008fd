package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import io.driverelay.function.PoisonDoors;
import io.driverelay.function.RelayDoors;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can write to the queue can write anything: at both doors of tickets it is told, and touches nothing. */
class StrayTicketFaultsTest extends FaultyWorld {
    private static final String ID = "01KB0000000000000000000000";

    private final List<String> lines = new ArrayList<>();
    private final ExecutionContext context = mock(ExecutionContext.class);
    private final RelayDoors doors = new RelayDoors(home.relay);
    private final PoisonDoors poison = new PoisonDoors();
    private Upload upload;
    private int mark;

    @BeforeEach
    void oneUploadWaitsForItsTicket() {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(new Lines());
        when(context.getLogger()).thenReturn(logger);
        upload = file("f.bin", CONTENT, Conflict.FAIL);
        mark = home.account().calls().size();
    }

    private static List<String> noTickets() {
        String deep = "[".repeat(30_000);
        return List.of(
                "",
                " ",
                "\u0000",
                "\ufeff",
                "ticket",
                "null",
                "true",
                "17",
                "\"" + ID + "\"",
                "[]",
                "[{\"uploadId\":\"" + ID + "\",\"connectionId\":\"" + ID + "\"}]",
                "{}",
                "{\"uploadId\":\"" + ID,
                "{\"uploadId\":\"" + ID + "\"}",
                "{\"connectionId\":\"" + ID + "\"}",
                "{\"uploadId\":null,\"connectionId\":null}",
                "{\"uploadId\":17,\"connectionId\":{}}",
                "{\"uploadId\":\"../../connections\",\"connectionId\":\"..\"}",
                "{\"uploadId\":\"" + ID.toLowerCase(java.util.Locale.ROOT) + "\",\"connectionId\":\"" + ID + "\"}",
                "{\"uploadId\":\"" + ID + "\\nevent=upload-delivered\",\"connectionId\":\"" + ID + "\"}",
                // of a newer version, which names its upload otherwise
                "{\"version\":2,\"upload\":{\"id\":\"" + ID + "\",\"connection\":\"" + ID + "\"}}",
                // of two uploads
                "{\"uploadId\":\"" + ID + "\",\"uploadId\":\"" + ID + "\",\"connectionId\":\"" + ID + "\"}",
                "{\"uploadId\":\"" + ID + "\",\"connectionId\":\"" + ID + "\"}{}",
                // as large as a message can be
                "x".repeat(48 << 10),
                "{\"uploadId\":\"" + "0".repeat(48 << 10) + "\"}",
                deep,
                "{\"a\":" + deep);
    }

    /** Fault 24: it fails, so that the platform takes it to the poison queue after a few deliveries. */
    @Test
    void whatIsNoTicketFails_andTouchesNothing() {
        for (String text : noTickets()) {
            assertThatThrownBy(() -> doors.relay(text, context))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no ticket")
                    .hasNoCause();
        }
        assertNothingIsTouched();
    }

    /** Fault 24: there it ends, with a line that repeats nothing of it. */
    @Test
    void whatIsNoTicketIsToldOnce_amongThePoison() {
        for (String text : noTickets()) {
            lines.clear();
            poison.ticket(text, context);
            assertThat(lines)
                    .as(text)
                    .containsExactly("{\"event\":\"ticket-poisoned\",\"queue\":\"uploads\",\"characters\":"
                            + text.length() + "}");
        }
        assertNothingIsTouched();
    }

    /** Fault 24. */
    @Test
    void poisonedTicketNamesItsUpload_whichUpkeepCarriesOn() {
        home.tickets.clear();
        poison.ticket(ticket(upload.id(), home.connectionId), context);

        assertThat(lines)
                .containsExactly("{\"event\":\"ticket-poisoned\",\"uploadId\":\"" + upload.id()
                        + "\",\"connectionId\":\"" + home.connectionId + "\",\"queue\":\"uploads\"}");
        home.serveUntilQuiet(LONG);
        assertArrived(upload);
    }

    /** Fault 24: an upload that is not there, not yet or no more, or is another home's. */
    @ParameterizedTest
    @ValueSource(strings = {"upload", "connection", "both"})
    void ticketOfAnUnknownUploadIsDropped_andTold(String unknown) {
        String uploadId = unknown.equals("connection") ? upload.id() : ID;
        String connectionId = unknown.equals("upload") ? home.connectionId : ID;

        doors.relay(ticket(uploadId, connectionId), context);

        assertThat(lines)
                .containsExactly("{\"event\":\"ticket-of-no-upload\",\"uploadId\":\"" + uploadId
                        + "\",\"connectionId\":\"" + connectionId + "\"}");
        assertNothingIsTouched();
    }

    /** Fault 24: of a newer version that only says more. */
    @Test
    void ticketThatSaysMoreIsServed() {
        String ticket = ticket(upload.id(), home.connectionId);
        doors.relay(ticket.replace("}", ",\"version\":2,\"hints\":[{}],\"traceparent\":{\"a\":1}}"), context);

        assertArrived(upload);
    }

    private void assertNothingIsTouched() {
        assertThat(home.account().callsSince(mark)).isEmpty();
        assertThat(home.find(upload)).isEqualTo(upload);
        assertThat(home.tickets).hasSize(1);
        assertThat(home.alive()).hasSize(1);
    }

    private static String ticket(String uploadId, String connectionId) {
        return "{\"uploadId\":\"" + uploadId + "\",\"connectionId\":\"" + connectionId + "\"}";
    }

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
