package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.NewConnection;
import io.driverelay.drive.Drive;
import io.driverelay.intake.UploadRequest;
import io.driverelay.local.simulator.Behaviours;
import io.driverelay.relay.Pace;
import io.driverelay.relay.Pause;
import io.driverelay.relay.RelayUpload;
import io.driverelay.relay.Stations;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** A home whose drive misbehaves as a test asks for it; what the protocol forbids is looked for after each. */
abstract class FaultyWorld {
    /** Two fragments: of this size the first, and the rest. */
    static final int TWO_FRAGMENTS = 7_000_001;

    static final int FIRST_FRAGMENT = 10 * 327_680;

    static final byte[] CONTENT = bytes(TWO_FRAGMENTS, 1);
    static final Duration LONG = Duration.ofHours(3);

    final TestHome home = TestHome.linked();
    private final int violationsBefore = home.simulators.violations().all().size();

    @AfterEach
    void theProtocolWasKept() {
        List<String> all = home.simulators.violations().all();
        assertThat(all.subList(violationsBefore, all.size())).isEmpty();
    }

    /** Other bytes for each number. */
    static byte[] bytes(int size, int number) {
        byte[] bytes = new byte[size];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    Behaviours drive() {
        return home.account().behaviours();
    }

    /** As the app calls the drive. */
    Drive calls() {
        return home.connected.of(home.connectionId);
    }

    void answerNext(int times, String method, String path, int status, String code) {
        String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"as asked for\"}}";
        home.simulators
                .faults()
                .answerNext(times, method, path, status, Map.of("Content-Type", "application/json"), body);
    }

    /** Requests for this home's upload sessions. */
    String sessions() {
        return "/up/" + home.person + "/";
    }

    Upload file(String path, byte[] content, Conflict conflict) {
        return home.committed(home.file(path, content.length, conflict), content);
    }

    Upload backup(String name, byte[] content, Conflict conflict, String metadataJson) {
        return home.committed(
                new UploadRequest(
                        Kind.BACKUP,
                        new Destination("", name),
                        content.length,
                        null,
                        null,
                        conflict,
                        new BackupMetadata(metadataJson, "abcd1234", "Automatic")),
                content);
    }

    /** The file that most tests send. */
    Upload sent() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        return upload;
    }

    /** Its first fragment is on the drive, and then the drive failed until the turn gave up. */
    void leaveInMidSession(Upload upload) {
        drive().lostAnswers.set(1);
        drive().asking.always(503, "serviceNotAvailable");
        home.serveTickets();
        drive().asking.end();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.WAITING);
        assertThat(home.account().openSessions()).isEqualTo(1);
    }

    /** The next to be served is another home's; the person is the same. */
    void moveToAnotherHomeOfTheSameDrive() {
        var made = home.create.create(new NewConnection(
                "second", null, "c6cc5d5d2a8b", false, Set.of(KeyScope.RESTORE, KeyScope.DELETE), null, null, null));
        home.connectionId = made.connection().id();
        home.signInUrl = made.signIn().url();
        home.key = made.key().kept();
        home.signIn(home.person);
    }

    void putByAnotherApp(String name, byte[] content) {
        Drive drive = calls();
        drive.put(
                new io.driverelay.drive.NewFile(
                        drive.appFolder().id(),
                        name,
                        content.length,
                        true,
                        home.clock.instant().minusSeconds(1)),
                content);
    }

    void deleteOnDrive(String path) {
        Drive drive = calls();
        String id = home.account().idOf(path);
        drive.delete(id, drive.item(id).orElseThrow().eTag());
    }

    long callsMatching(int since, String regex) {
        return home.account().callsSince(since).stream()
                .filter(call -> call.matches(regex))
                .count();
    }

    Upload assertDelivered(Upload upload) {
        Upload now = home.find(upload);
        assertThat(now.state()).as("%s", now.standing()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.staging.content(
                        now.staged() == null ? "none" : now.staged().blob()))
                .isEmpty();
        return now;
    }

    /** What {@link #sent} sends, once, and nothing half-sent beside it. */
    Upload assertArrived(Upload upload) {
        Upload delivered = assertDelivered(upload);
        assertOnDriveOnce(CONTENT);
        assertThat(home.account().openSessions()).isZero();
        return delivered;
    }

    void assertOnDriveOnce(byte[] content) {
        assertThat(home.onDrive("f.bin")).isEqualTo(content);
        assertThat(home.account().namesIn("").stream().filter(name -> name.startsWith("f")))
                .containsExactly("f.bin");
    }

    long openings() {
        return callsMatching(0, "POST .*createUploadSession");
    }

    Upload assertFailed(Upload upload, Reason reason) {
        Upload now = home.find(upload);
        assertThat(now.state()).as("%s", now.standing()).isEqualTo(UploadState.FAILED);
        assertThat(now.standing().reason()).isEqualTo(reason);
        assertThat(now.standing().detail()).isNotBlank();
        return now;
    }

    Upload assertWaits(Upload upload, Reason reason) {
        Upload now = home.find(upload);
        assertThat(now.state()).as("%s", now.standing()).isEqualTo(UploadState.WAITING);
        assertThat(now.standing().reason()).isEqualTo(reason);
        assertThat(now.standing().detail()).isNotBlank();
        return now;
    }

    Stations stations(Uploads uploads, Staging staging) {
        return stations(uploads, staging, home.connected);
    }

    Stations stations(ConnectedDrives drives) {
        return stations(home.uploads, home.staging, drives);
    }

    private Stations stations(Uploads uploads, Staging staging, ConnectedDrives drives) {
        return new Stations(
                uploads,
                home.lanes,
                staging,
                home.tickets,
                home.connections,
                drives,
                home.pauses,
                home.tell,
                home.cryptography::sha256,
                home.twins);
    }

    /** A relay beside the home's own, with what a test puts into it. */
    RelayUpload relay(Stations stations, Pause pause, int largestFragment) {
        var pace = new Pace(home.clock, pause, Duration.ofMinutes(8), Duration.ofMinutes(2), largestFragment);
        return new RelayUpload(stations, pace, home.ids);
    }

    void serve(RelayUpload relay, Duration most) {
        new PassingTime(home.clock, home.tickets, relay::relay, home.upkeep::pass)
                .until(home.clock.instant().plus(most), home::isQuiet);
    }

    /** The turn dies in its first rest, with its claim. */
    void serveUntilKilled() {
        RelayUpload dying = relay(
                stations(home.uploads, home.staging),
                (howLong, cutoff) -> {
                    throw new Killed();
                },
                FIRST_FRAGMENT);
        try {
            home.tickets.serveOne(dying::relay);
        } catch (Killed e) {
            return;
        }
        throw new AssertionError("the turn did not rest");
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
