package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.Pauses;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.UploadRequest;
import io.driverelay.relay.RelayUpload;
import io.driverelay.relay.Stations;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Lanes;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Staging;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay's own storage fails inside a turn: that is not the upload's fault, costs minutes at most, and nothing is left half told. */
class StorageFaultsTest extends FaultyWorld {
    /** C8: each call of a turn fails once, before it is done or after. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneHiccupOfStorageCostsMinutesAtMost_whereverItIs(boolean done) {
        int calls = callsOfATurn(0, done);
        for (int k = 1; k <= calls; k++) {
            var begun = home.clock.instant();
            callsOfATurn(k, done);
            assertThat(Duration.between(begun, home.clock.instant()))
                    .as("call %d of %d", k, calls)
                    .isLessThan(Duration.ofMinutes(8));
        }
        assertThat(calls).isGreaterThan(8);
        assertThat(home.account().bytesReceivedTwice()).isZero();
        assertThat(home.told).doesNotContain("waiting DRIVE");
    }

    /** C8: half of all calls fail for hours. */
    @Test
    void storageThatFailsHalfTheTimeDoesNotFailAnUpload() {
        var random = new Random(1);
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);

        serve(turnsWith(random::nextBoolean, false), Duration.ofHours(12));
        home.upkeep.pass();

        assertDelivered(upload);
        assertOnDriveOnce(CONTENT);
    }

    /** C8, C17: it is named, and the claim is given back. */
    @Test
    void stagingThatCannotBeReadIsNamed_andUsesUpNothing() {
        boolean[] broken = {true};
        Staging staging = failing(Staging.class, home.staging, () -> broken[0], false);
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        RelayUpload relay =
                relay(stations(home.uploads, staging), (howLong, cutoff) -> home.clock.move(howLong), FIRST_FRAGMENT);
        home.tickets.serveOne(relay::relay);

        assertThat(assertWaits(upload, Reason.STORAGE).standing().detail()).contains("storage fails");
        assertThat(home.find(upload).standing().claim()).isNull();
        assertThat(home.find(upload).tries().fruitlessTurns()).isZero();
        serve(relay, Duration.ofHours(4));
        assertWaits(upload, Reason.STORAGE);
        broken[0] = false;
        home.serveUntilQuiet(LONG);
        assertArrived(upload);
    }

    /** C13: the turn dies after its last write. */
    @Test
    void deliveryThatNobodyWasToldIsToldByUpkeep_andItsContentGoes() {
        var dying = new TellListeners(home.uploads, new Dying());
        Staging keeping = thatDeletesNothing(home.staging);
        Upload upload = file("f.bin", bytes(1000, 1), Conflict.FAIL);
        RelayUpload relay = relay(
                stations(home.uploads, home.lanes, keeping, home.pauses, dying),
                (howLong, cutoff) -> home.clock.move(howLong),
                FIRST_FRAGMENT);
        home.tickets.serveOne(relay::relay);
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.told).isEmpty();

        home.upkeep.pass();
        home.upkeep.pass();

        assertThat(home.told).containsExactly("delivered");
        assertDelivered(upload);
    }

    /** B8: three steps, and every second try fails; each byte that was read well is read once. Begun anew each time it would not end. */
    @Test
    @Timeout(60)
    void declaredSha256OfLargeContentSurvivesHiccups() throws Exception {
        long size = 3L * 64 * 1024 * 1024 - 7;
        var content = new StagedZeros(size);
        Staging staging = content.before(home.staging);
        Upload upload = home.open
                .open(
                        home.connection(),
                        home.key,
                        new UploadRequest(
                                Kind.FILE,
                                Destination.ofPath("f.bin"),
                                size,
                                "0".repeat(64),
                                null,
                                Conflict.FAIL,
                                null),
                        Optional.empty())
                .upload();
        new CommitUpload(
                        home.uploads, new StagedContent(staging), home.describe, home.numbers, home.tickets, home.clock)
                .commit(home.connectionId, upload.id());

        RelayUpload relay =
                relay(stations(home.uploads, staging), (howLong, cutoff) -> home.clock.move(howLong), FIRST_FRAGMENT);
        serve(relay, LONG);

        assertThat(assertFailed(upload, Reason.SHA256_MISMATCH).standing().detail())
                .contains(sha256OfZeros(size));
        assertThat(content.bytesRead()).isLessThan(2 * size);
        assertThat(home.account().bytesReceived()).isZero();
    }

    /** Delivers a file while one call fails, and counts them. */
    private int callsOfATurn(int failing, boolean done) {
        int[] count = {0};
        Upload upload = file("f" + failing + ".bin", bytes(1000, failing), Conflict.FAIL);
        serve(turnsWith(() -> ++count[0] == failing, done), Duration.ofMinutes(30));
        int calls = count[0];
        // deletes the content where the turn could not
        home.upkeep.pass();
        assertDelivered(upload);
        return calls;
    }

    private RelayUpload turnsWith(BooleanSupplier fails, boolean done) {
        return relay(
                stations(
                        failing(Uploads.class, home.uploads, fails, done),
                        failing(Lanes.class, home.lanes, fails, done),
                        failing(Staging.class, home.staging, fails, done),
                        failing(Pauses.class, home.pauses, fails, done),
                        home.tell),
                (howLong, cutoff) -> home.clock.move(howLong),
                FIRST_FRAGMENT);
    }

    private Stations stations(Uploads uploads, Lanes lanes, Staging staging, Pauses pauses, TellListeners tell) {
        return new Stations(
                uploads,
                lanes,
                staging,
                home.tickets,
                home.connections,
                home.connected,
                pauses,
                tell,
                home.cryptography::sha256,
                home.twins);
    }

    /** Fails as it is asked, after the call was done or instead of it. */
    private static <T> T failing(Class<T> port, T real, BooleanSupplier fails, boolean done) {
        return Interposed.before(port, real, (method, arguments, call) -> {
            boolean fail = fails.getAsBoolean();
            Object answer = fail && !done ? null : call.made();
            if (fail) {
                throw new StorageUnavailable(method, null);
            }
            return answer;
        });
    }

    private static Staging thatDeletesNothing(Staging real) {
        return Interposed.before(Staging.class, real, (method, arguments, call) -> {
            if (method.equals("delete")) {
                throw new StorageUnavailable(method, null);
            }
            return call.made();
        });
    }

    private static String sha256OfZeros(long size) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] zeros = new byte[1 << 16];
        for (long left = size; left > 0; left -= zeros.length) {
            digest.update(zeros, 0, (int) Math.min(zeros.length, left));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The listener's process dies. */
    private static final class Dying implements UploadListener {
        @Override
        public void delivered(Upload upload) {
            throw new IllegalStateException("dies here");
        }

        @Override
        public void failed(Upload upload) {
            throw new AssertionError(upload.standing());
        }

        @Override
        public void waiting(Upload upload) {
            throw new AssertionError(upload.standing());
        }
    }
}
