package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.relay.Pause;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The staging URL lives on after the commit: whoever holds it does to the blob what it lets him, and the committed bytes arrive. */
class StagingUrlFaultsTest extends FaultyWorld {
    private static final byte[] OTHER = bytes(TWO_FRAGMENTS, 2);
    private static final int BLOCK = 4 << 20;

    private Upload upload;
    private StagingUrl url;

    /** What a holder of the URL of blocks can do; each succeeds. */
    private enum Deed {
        OVERWRITE {
            @Override
            void by(StagingUrlFaultsTest holder) {
                assertThat(holder.putWhole(OTHER)).isEqualTo(201);
            }
        },
        EMPTY {
            @Override
            void by(StagingUrlFaultsTest holder) {
                assertThat(holder.putWhole(new byte[0])).isEqualTo(201);
            }
        },
        LATE_BLOCK_LIST {
            @Override
            void by(StagingUrlFaultsTest holder) {
                holder.putBlocks(OTHER);
                assertThat(holder.putBlockList(2)).isEqualTo(201);
            }
        },
        FEWER_OF_THE_SAME_BLOCKS {
            @Override
            void by(StagingUrlFaultsTest holder) {
                assertThat(holder.putBlockList(1)).isEqualTo(201);
            }
        },
        BLOCKS_WITHOUT_A_LIST {
            @Override
            void by(StagingUrlFaultsTest holder) {
                holder.putBlocks(OTHER);
            }
        },
        LEASE {
            @Override
            void by(StagingUrlFaultsTest holder) {
                assertThat(holder.lease("acquire", Map.of("x-ms-lease-duration", "-1")))
                        .isEqualTo(201);
            }
        },
        BROKEN_LEASE_AND_OVERWRITE {
            @Override
            void by(StagingUrlFaultsTest holder) {
                LEASE.by(holder);
                assertThat(holder.lease("break", Map.of("x-ms-lease-break-period", "0")))
                        .isEqualTo(202);
                OVERWRITE.by(holder);
            }
        },
        BREAKING_LEASE {
            @Override
            void by(StagingUrlFaultsTest holder) {
                assertThat(holder.lease("acquire", Map.of("x-ms-lease-duration", "60")))
                        .isEqualTo(201);
                assertThat(holder.lease("break", Map.of("x-ms-lease-break-period", "60")))
                        .isEqualTo(202);
            }
        };

        abstract void by(StagingUrlFaultsTest holder);
    }

    /** Fault 23b: before a byte of it was read; a repeat of the commit takes no second look at what lies there now. */
    @ParameterizedTest
    @EnumSource(Deed.class)
    void committedBytesArrive_whateverIsDoneAfterTheCommit(Deed deed) {
        commitBlocks();
        deed.by(this);
        assertThat(home.commit.commit(home.connectionId, upload.id())).isEqualTo(home.find(upload));

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(home.account().bytesReceived()).isEqualTo(TWO_FRAGMENTS);
        assertNothingIsStaged();
    }

    /** Fault 23b: between two fragments. */
    @ParameterizedTest
    @EnumSource(Deed.class)
    void committedBytesArrive_whateverIsDoneInTheMidstOfTheSession(Deed deed) {
        commitBlocks();
        boolean[] done = {false};
        drive().lostAnswers.set(1);
        Pause meanwhile = (howLong, cutoff) -> {
            home.clock.move(howLong);
            if (!done[0]) {
                done[0] = true;
                deed.by(this);
            }
        };

        serve(relay(stations(home.uploads, home.staging), meanwhile, FIRST_FRAGMENT), LONG);

        assertThat(done[0]).isTrue();
        assertArrived(upload);
        assertThat(openings()).isEqualTo(1);
        assertThat(home.account().bytesReceivedTwice()).isZero();
        assertNothingIsStaged();
    }

    /** Fault 23b: the URL for one put is used up by it, also once the content is on the drive and gone from here. */
    @Test
    void urlOfOnePutOverwritesNothing_afterTheCommit() {
        open(Transfer.SINGLE);
        assertThat(putWhole(CONTENT)).isEqualTo(201);
        home.commit.commit(home.connectionId, upload.id());
        assertThat(putWhole(new byte[] {2})).isEqualTo(403);
        assertThat(putBlockList(0)).isEqualTo(403);
        assertThat(lease("acquire", Map.of("x-ms-lease-duration", "-1"))).isEqualTo(403);

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertThat(putWhole(OTHER)).isEqualTo(201);
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertOnDriveOnce(CONTENT);
    }

    /** Fault 23b: what was taken from under a delivered upload's URL again is no new upload, and does not lie there for ever. */
    @ParameterizedTest
    @EnumSource(
            value = Deed.class,
            names = {"OVERWRITE", "LATE_BLOCK_LIST", "BLOCKS_WITHOUT_A_LIST"})
    void whatIsPutAfterTheDeliveryReachesNoDrive(Deed deed) {
        commitBlocks();
        home.serveUntilQuiet(LONG);
        assertArrived(upload);
        deed.by(this);
        int mark = home.account().calls().size();

        home.passTime(java.time.Duration.ofHours(8));

        assertOnDriveOnce(CONTENT);
        assertThat(callsMatching(mark, "(PUT|POST) (?!.*/token).*")).isZero();
        assertThat(home.told).containsExactly("delivered");
        assertNothingIsStaged();
    }

    /** Fault 23b: a lease that was taken before the commit keeps nobody from it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leaseBeforeTheCommitHindersNothing(boolean broken) {
        open(Transfer.BLOCKS);
        putWhole(CONTENT);
        Deed.LEASE.by(this);
        if (broken) {
            lease("break", Map.of("x-ms-lease-break-period", "0"));
        }
        home.commit.commit(home.connectionId, upload.id());

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
        assertNothingIsStaged();
    }

    /** Fault 23b: of another size it is refused as ever, and can be put right by the URL. */
    @Test
    void leasedContentOfAnotherSizeIsRefused_andPutRightByTheUrl() {
        open(Transfer.BLOCKS);
        putWhole(new byte[10]);
        Deed.LEASE.by(this);
        assertThatThrownBy(() -> home.commit.commit(home.connectionId, upload.id()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INCOMPLETE_CONTENT));
        lease("break", Map.of("x-ms-lease-break-period", "0"));
        putWhole(CONTENT);
        home.commit.commit(home.connectionId, upload.id());

        home.serveUntilQuiet(LONG);

        assertArrived(upload);
    }

    private void open(Transfer transfer) {
        var request = new UploadRequest(
                Kind.FILE, Destination.ofPath("f.bin"), CONTENT.length, null, transfer, Conflict.FAIL, null);
        var opened = home.open.open(home.connection(), home.key, request, Optional.empty());
        upload = opened.upload();
        url = opened.staging();
    }

    private void commitBlocks() {
        open(Transfer.BLOCKS);
        putBlocks(CONTENT);
        home.commit.commit(home.connectionId, upload.id());
    }

    private void assertNothingIsStaged() {
        String blob = upload.staged().blob();
        assertThat(home.staging.content(blob)).isEmpty();
        assertThat(home.staging.uncommittedBlocks(blob)).isEmpty();
    }

    private int putWhole(byte[] content) {
        return send("", content, Map.of("x-ms-blob-type", "BlockBlob"));
    }

    private void putBlocks(byte[] content) {
        for (int n = 0; n * BLOCK < content.length; n++) {
            byte[] block = java.util.Arrays.copyOfRange(content, n * BLOCK, Math.min(content.length, (n + 1) * BLOCK));
            assertThat(send("&comp=block&blockid=" + id(n), block, Map.of())).isEqualTo(201);
        }
    }

    /** The newest of each id, committed or not. */
    private int putBlockList(int count) {
        var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        for (int n = 0; n < count; n++) {
            list.append("<Latest>").append(id(n)).append("</Latest>");
        }
        return send("&comp=blocklist", (list + "</BlockList>").getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private int lease(String action, Map<String, String> more) {
        var headers = new java.util.HashMap<>(more);
        headers.put("x-ms-lease-action", action);
        return send("&comp=lease", new byte[0], headers);
    }

    private static String id(int number) {
        return Base64.getEncoder().encodeToString(String.format("%06d", number).getBytes(StandardCharsets.US_ASCII));
    }

    private int send(String query, byte[] body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url.url() + query)).PUT(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            // one each: the emulator drops the line of what it refuses
            return HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
