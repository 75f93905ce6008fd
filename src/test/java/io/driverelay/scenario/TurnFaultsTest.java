package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.Drive;
import io.driverelay.graph.GraphDrives;
import io.driverelay.relay.Pace;
import io.driverelay.relay.Pause;
import io.driverelay.relay.RelayUpload;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Tries;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns that are doubled, interrupted or killed: one goes on where another stopped. */
class TurnFaultsTest extends FaultyWorld {
    private static final String GRAPH_CALL = "(GET|POST|PUT|PATCH|DELETE) .*";

    private final Pause resting = (howLong, cutoff) -> home.clock.move(howLong);

    /** Faults 5, 6: its ticket is delivered again while the turn is at it. */
    @Test
    void secondTurnLeavesAtOnce_whileTheFirstHoldsTheClaim() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        Ticket ticket = home.tickets.remove();
        answerNext(2, "PUT", sessions(), 503, "serviceNotAvailable");
        Pause doubled = (howLong, cutoff) -> {
            int mark = home.account().calls().size();
            home.relay.relay(ticket);
            assertThat(home.account().callsSince(mark)).isEmpty();
            home.clock.move(howLong);
        };

        relay(stations(home.uploads, home.staging), doubled, FIRST_FRAGMENT).relay(ticket);

        assertArrived(upload);
        assertThat(home.account().bytesReceivedTwice()).isZero();
    }

    /** Fault 5: it was away for so long that its claim ran out; whoever took over ends the upload, and the first sends no more. */
    @Test
    void turnThatOutlivedItsClaimSendsNothingMore() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        Ticket ticket = home.tickets.remove();
        drive().lostAnswers.set(1);
        Pause away = (howLong, cutoff) -> {
            home.clock.move(Duration.ofMinutes(3));
            home.relay.relay(ticket);
        };

        relay(stations(home.uploads, home.staging), away, FIRST_FRAGMENT).relay(ticket);

        assertArrived(upload);
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
        assertThat(home.told).containsExactly("delivered");
    }

    /** Fault 7. */
    @Test
    void uploadGoesOnInItsSession_whenATurnDiedInAFragment() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        drive().lostAnswers.set(1);
        serveUntilKilled();

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
        assertThat(home.account().bytesReceivedTwice()).isZero();
    }

    /** Fault 8: the turn's time is up. */
    @Test
    void turnWhoseTimeIsUpGivesItsTicketBack() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        answerNext(5, "PUT", sessions(), 503, "serviceNotAvailable");
        var pace = new Pace(home.clock, resting, Duration.ofSeconds(10), Duration.ofMinutes(2), FIRST_FRAGMENT);
        var relay = new RelayUpload(stations(home.uploads, home.staging), pace, home.ids);
        home.tickets.serveOne(relay::relay);

        Upload between = home.find(upload);
        assertThat(between.standing().claim()).isNull();
        assertThat(between.tries()).isEqualTo(Tries.NONE);
        assertThat(home.tickets).hasSize(1);
        home.serveTickets();
        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
    }

    /** Faults 8, 33: the instance goes while five uploads are on their way. */
    @Test
    void everyUploadIsDelivered_whenTheInstanceGoesAndAnotherComes() {
        List<Upload> uploads = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            Upload upload = file("f" + n + ".bin", bytes(TWO_FRAGMENTS, n), Conflict.FAIL);
            drive().lostAnswers.set(1);
            RelayUpload[] going = new RelayUpload[1];
            going[0] =
                    relay(stations(home.uploads, home.staging), (howLong, cutoff) -> cutWith(going[0]), FIRST_FRAGMENT);
            going[0].relay(home.tickets.remove());
            assertThat(home.find(upload).isEnded()).isFalse();
            assertThat(home.find(upload).standing().claim()).isNull();
            uploads.add(upload);
            home.tickets.clear();
        }

        home.serveUntilQuiet(Duration.ofMinutes(6));

        for (int n = 0; n < 5; n++) {
            assertDelivered(uploads.get(n));
            assertThat(home.onDrive("f" + n + ".bin")).isEqualTo(bytes(TWO_FRAGMENTS, n));
        }
        assertThat(home.account().bytesReceivedTwice()).isZero();
        assertThat(openings()).isEqualTo(5);
    }

    /** Fault 10: the drive's line goes dead. */
    @Test
    void stalledDriveIsGivenUpOn_andTheSessionGoesOn() {
        var limits = new ByteClientLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                256 * 1024);
        var impatient = new ByteClient(limits, home.cryptography::tls);
        var drives = new GraphDrives(home.simulators.oneDrive().graphUrl(), () -> impatient, home.clock);
        home.simulators.faults().stallNext(1, "PUT", sessions());
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);

        serve(relay(stations(id -> drives.with(home.tokens.of(id))), resting, FIRST_FRAGMENT), LONG);

        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
        assertThat(home.account().bytesReceivedTwice()).isZero();
    }

    /** Fault 13: that a fragment carries no token the simulator sees to. */
    @Test
    void tokenThatExpiresInMidUploadIsRenewedOnce() {
        Upload upload = backup("b.tar", CONTENT, Conflict.FAIL, "{}");
        leaveInMidSession(upload);
        home.simulators.authority().expireAccessTokens();
        int mark = home.account().calls().size();

        home.serveUntilQuiet(LONG);

        assertDelivered(upload);
        assertThat(callsMatching(mark, "POST .*/token")).isEqualTo(1);
    }

    /** D: the claim outlasts each small call, however long it takes. */
    @ParameterizedTest
    @ValueSource(strings = {"f.bin", "a/b/c/d/e/f/g/h/f.bin"})
    void noOtherTurnBegins_whileASlowDriveIsAsked(String path) {
        Upload upload = file(path, bytes(1000, 1), Conflict.FAIL);
        Ticket ticket = home.tickets.remove();
        RelayUpload slow = relay(stations(id -> slow(home.connected.of(id), ticket)), resting, FIRST_FRAGMENT);

        slow.relay(ticket);
        serve(slow, LONG);

        assertDelivered(upload);
        assertThat(home.account().bytesReceived()).isEqualTo(1000);
    }

    /** D: of a deep folder that is there the first names are judged one by one, and the rest is found in one call. */
    @Test
    void deepFolderThatIsThereCostsFewCalls() {
        String folder = "x/".repeat(50);
        file(folder + "f.bin", bytes(10, 1), Conflict.FAIL);
        home.serveTickets();
        int mark = home.account().calls().size();
        Upload second = file(folder + "g.bin", bytes(10, 2), Conflict.FAIL);
        home.serveTickets();

        assertDelivered(second);
        assertThat(callsMatching(mark, GRAPH_CALL)).isLessThan(24);
    }

    private static void cutWith(RelayUpload going) {
        going.shutDown(Duration.ZERO, () -> {});
    }

    /** Each call takes as long as a small call may; another turn tries to begin at its end. */
    private Drive slow(Drive real, Ticket ticket) {
        return Interposed.before(Drive.class, real, (method, arguments, call) -> {
            Object answer = call.made();
            home.clock.move(Duration.ofSeconds(method.equals("send") ? 59 : 30));
            int mark = home.account().calls().size();
            home.relay.relay(ticket);
            assertThat(home.account().callsSince(mark)).as(method).isEmpty();
            return answer;
        });
    }
}
