package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.AccessTokens;
import io.driverelay.connection.RefreshTokens;
import io.driverelay.relay.RelayUpload;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Tries;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is nobody's fault, or its owner's to mend, is waited for: the reason is named, nothing is used up, and it goes on by itself. */
class WaitingFaultsTest extends FaultyWorld {
    private static final byte[] SMALL = bytes(1000, 1);

    /** Fault 14. */
    @Test
    void nobodyIsCalledUntilTheSignIn_andItIsToldOnce() {
        Upload upload = file("f.bin", SMALL, Conflict.FAIL);
        home.clock.move(Duration.ofHours(2));
        home.simulators.authority().revoke(home.person);
        home.passTime(Duration.ofMinutes(30));
        assertThat(assertWaits(upload, Reason.SIGN_IN).standing().detail()).contains("Sign in again");
        int mark = home.account().calls().size();

        home.passTime(Duration.ofHours(12));

        assertThat(home.account().callsSince(mark)).isEmpty();
        assertThat(home.told).containsOnlyOnce("sign-in lapsed").containsOnlyOnce("waiting SIGN_IN");
        assertThat(home.staging.content(upload.staged().blob())).isPresent();
        home.signIn(home.person);
        home.serveTickets();
        assertThat(assertDelivered(upload).tries()).isEqualTo(Tries.NONE);
    }

    /** Fault 21: in mid-upload; it goes on in its session when a reading has room. */
    @ParameterizedTest
    @CsvSource({"507, insufficientStorage", "507, html", "403, quotaLimitReached"})
    void fullDriveIsWaitedFor_andTheSessionGoesOn(int status, String code) {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        leaveInMidSession(upload);
        home.account().setQuota(8 << 20, 8 << 20);
        answerNext(1, "PUT", sessions(), status, code);
        home.passTime(Duration.ofMinutes(20));
        assertThat(assertWaits(upload, Reason.SPACE).standing().detail()).contains("Make room");
        int mark = home.account().calls().size();

        home.passTime(Duration.ofMinutes(40));
        assertThat(callsMatching(mark, "(?!GET /v1.0/me/drive($|\\?)).*")).isLessThanOrEqualTo(2);
        assertWaits(upload, Reason.SPACE);

        home.account().setQuota(100 << 20, 0);
        home.serveUntilQuiet(Duration.ofMinutes(11));
        assertThat(assertArrived(upload).tries()).isEqualTo(Tries.NONE);
        assertThat(home.account().bytesReceivedTwice()).isZero();
        assertThat(openings()).isEqualTo(1);
    }

    /** Fault 21: it needs no bytes, and a drive that is over its quota takes it no more than others. */
    @Test
    void fileOfNoBytesGoesOnWithTheFirstReadingThatHasRoom_andIsNotTriedBefore() {
        home.account().setQuota(8 << 20, 9 << 20);
        Upload upload = file("empty.txt", new byte[0], Conflict.FAIL);
        home.passTime(Duration.ofMinutes(30));
        assertThat(assertWaits(upload, Reason.SPACE).tries().spaceRefusals()).isOne();

        home.account().setQuota(100 << 20, 0);
        home.serveUntilQuiet(Duration.ofMinutes(11));

        assertDelivered(upload);
        assertThat(home.onDrive("empty.txt")).isEmpty();
    }

    /** Fault 21: that it was refused before was no riddle, as the drive was full. */
    @Test
    void uploadThatWasRefusedTwiceGoesOnWithTheFirstReadingThatHasRoom_onceAReadingHadNone() {
        Upload upload = file("f.bin", SMALL, Conflict.FAIL);
        answerNext(2, "PUT", sessions(), 507, "insufficientStorage");
        home.passTime(Duration.ofMinutes(20));
        assertThat(assertWaits(upload, Reason.SPACE).tries().spaceRefusals()).isEqualTo(2);

        home.account().setQuota(8 << 20, 9 << 20);
        home.passTime(Duration.ofMinutes(11));
        home.account().setQuota(100 << 20, 0);
        home.serveUntilQuiet(Duration.ofMinutes(11));

        assertDelivered(upload);
    }

    /** Fault 32, A5a: it comes and goes by itself. */
    @Test
    void driveThatTakesNoWritesForAWhileIsTriedHourly_andNamesTheRemedy() {
        drive().openings.next(2, 403, "serviceReadOnly");
        Instant begun = home.clock.instant();
        Upload upload = file("f.bin", SMALL, Conflict.FAIL);
        home.serveTickets();
        assertThat(assertWaits(upload, Reason.READ_ONLY_DRIVE).standing().detail())
                .contains("read-only", "onedrive.live.com", "ONEDRIVE_SCOPES");

        home.serveUntilQuiet(LONG);

        assertThat(assertDelivered(upload).tries()).isEqualTo(Tries.NONE);
        assertThat(openings()).isEqualTo(3);
        assertThat(Duration.between(begun, home.clock.instant())).isGreaterThanOrEqualTo(Duration.ofHours(2));
    }

    /** Faults 15, C17: the sign-in service's outage is not OneDrive's, and uses up nothing. */
    @Test
    void signInServiceThatFailsIsNamed() {
        Upload upload = file("f.bin", SMALL, Conflict.FAIL);
        home.clock.move(Duration.ofHours(2));
        answerNext(40, "POST", "oauth2/v2.0/token", 503, "temporarily_unavailable");
        home.serveTickets();
        assertThat(assertWaits(upload, Reason.SIGN_IN_SERVICE).standing().detail())
                .contains("sign-in service");

        home.serveUntilQuiet(Duration.ofHours(24));

        assertThat(assertDelivered(upload).tries()).isEqualTo(Tries.NONE);
        assertThat(home.connection().signInRequired()).isFalse();
    }

    /** Fault 15, P18: so is the vault's; where it denies, the operator is named. */
    @ParameterizedTest
    @CsvSource({"false, VAULT, key vault fails", "true, OPERATOR, operator must check the vault's"})
    void vaultThatFailsIsNamed(boolean denied, Reason reason, String words) {
        Upload upload = file("f.bin", SMALL, Conflict.FAIL);
        var vault = new FailingVault(denied);
        RelayUpload relay = relayWith(vault);
        Instant begun = home.clock.instant();
        home.tickets.serveOne(relay::relay);
        assertThat(assertWaits(upload, reason).standing().detail()).contains(words);

        serve(relay, Duration.ofHours(5));
        assertWaits(upload, reason);
        vault.works = true;
        serve(relay, Duration.ofMinutes(20));

        assertThat(assertDelivered(upload).tries()).isEqualTo(Tries.NONE);
        assertThat(begun).isBefore(home.clock.instant());
    }

    /** B7, P17. */
    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 409})
    void fileWhereAFolderShouldBeIsNamed(int belowAFile) {
        drive().belowAFileStatus = belowAFile;
        putByAnotherApp("Snapshots", SMALL);
        Upload upload = file("Snapshots/2026/f.bin", SMALL, Conflict.REPLACE);
        home.serveUntilQuiet(LONG);

        assertThat(assertFailed(upload, Reason.NAME_TAKEN).standing().detail()).contains("\"Snapshots\"");
        deleteOnDrive("Snapshots");
        home.retry.retry(home.connectionId, upload.id());
        home.serveTickets();
        assertDelivered(upload);
        assertThat(home.onDrive("Snapshots/2026/f.bin")).isEqualTo(SMALL);
    }

    /** Fault 35. */
    @Test
    void dayWithoutOneDriveLosesNothing() {
        drive().everything.always(503, "html");
        List<Upload> uploads = new ArrayList<>();
        for (int hour = 0; hour < 24; hour += 12) {
            uploads.add(file("f" + hour + ".bin", bytes(1000, hour), Conflict.FAIL));
            home.passTime(Duration.ofHours(12));
        }
        uploads.forEach(upload -> assertThat(home.find(upload).isEnded()).isFalse());
        drive().everything.end();

        home.serveUntilQuiet(Duration.ofMinutes(20));

        for (int n = 0; n < uploads.size(); n++) {
            assertThat(assertDelivered(uploads.get(n)).tries()).isEqualTo(Tries.NONE);
            assertThat(home.onDrive("f" + n * 12 + ".bin")).isEqualTo(bytes(1000, n * 12));
        }
    }

    /** Fault 34. */
    @Test
    void hundredBackupsOfOneMinuteAreAllDelivered() {
        List<Upload> uploads = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            uploads.add(backup("b" + n + ".tar", bytes(10, n), Conflict.FAIL, "{}"));
        }
        Instant begun = home.clock.instant();

        home.serveUntilQuiet(LONG);

        uploads.forEach(this::assertDelivered);
        assertThat(home.account().namesIn(home.connection().folder().name())).hasSize(200);
        assertThat(Duration.between(begun, home.clock.instant())).isLessThan(Duration.ofMinutes(6));
        assertThat(home.tickets.served()).isEqualTo(100);
    }

    /** Fault 37. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ünïcödé 🏠 家.bin",
                "e\u0301 and \u00e9.bin",
                "a%2eb%20.bin",
                "50% #1 & 'q' + ~.bin",
                "CONsole/aux.d/f.bin",
                "LONG"
            })
    void oddNameArrivesAsItIs(String name) {
        String path = name.equals("LONG") ? "o".repeat(180) + "/" + "p".repeat(190) : name;
        Upload upload = file(path, SMALL, Conflict.FAIL);
        home.serveTickets();

        assertDelivered(upload);
        assertThat(home.onDrive(path)).isEqualTo(SMALL);
    }

    private RelayUpload relayWith(RefreshTokens vault) {
        var tokens = new AccessTokens(home.connections, vault, home.authority, home.pauses, home.listener, home.clock);
        return relay(
                stations(id -> home.drives.with(tokens.of(id))),
                (howLong, cutoff) -> home.clock.move(howLong),
                FIRST_FRAGMENT);
    }

    /** The home's own behind it. */
    private final class FailingVault implements RefreshTokens {
        private final boolean denied;
        private boolean works;

        FailingVault(boolean denied) {
            this.denied = denied;
        }

        @Override
        public Optional<Stored> find(String connectionId) {
            if (!works) {
                throw new StorageUnavailable(StorageUnavailable.Service.VAULT, "vault", null, denied);
            }
            return home.refreshTokens.find(connectionId);
        }

        @Override
        public void store(String connectionId, String refreshToken) {
            home.refreshTokens.store(connectionId, refreshToken);
        }

        @Override
        public void disableOlder(String connectionId) {
            home.refreshTokens.disableOlder(connectionId);
        }

        @Override
        public boolean delete(String connectionId) {
            return home.refreshTokens.delete(connectionId);
        }
    }
}
