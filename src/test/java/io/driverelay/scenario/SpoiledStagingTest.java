package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.intake.Opened;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.UploadRequest;
import io.driverelay.intake.WatchUploads;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the holder of a staging URL, who chooses its own headers, can leave in staging. */
class SpoiledStagingTest {
    private static final byte[] CONTENT = new byte[512];

    private final TestHome home = TestHome.linked();
    private final WatchUploads watch = new WatchUploads(home.uploads, new StagedContent(home.staging));

    private record Spoil(String name, String said, Transfer transfer, Map<String, String> headers) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Spoil> spoils() {
        return Stream.of(
                new Spoil(
                        "append blob", "append or page blob", Transfer.SINGLE, Map.of("x-ms-blob-type", "AppendBlob")),
                new Spoil(
                        "page blob",
                        "append or page blob",
                        Transfer.BLOCKS,
                        Map.of("x-ms-blob-type", "PageBlob", "x-ms-blob-content-length", "512")),
                new Spoil(
                        "archive tier",
                        "archive tier",
                        Transfer.BLOCKS,
                        Map.of("x-ms-blob-type", "BlockBlob", "x-ms-access-tier", "Archive")));
    }

    /** H1, P9. */
    @ParameterizedTest
    @MethodSource("spoils")
    void isRefusedAtTheCommitByName_dropped_andTheUrlWorksAgain(Spoil spoil) throws Exception {
        Opened opened = open(spoil.transfer(), 512);
        put(opened, spoil);

        assertThat(watch.blocks(opened.upload())).isEmpty();
        assertThatThrownBy(() -> commit(opened)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(RefusalCode.INCOMPLETE_CONTENT);
            assertThat(refused).hasMessageContaining(spoil.said()).hasMessageContaining("dropped");
        });
        assertThat(home.staging.content(blob(opened))).isEmpty();

        assertThat(put(opened, "", CONTENT, Map.of("x-ms-blob-type", "BlockBlob")))
                .isEqualTo(201);
        assertThat(commit(opened).state()).isEqualTo(UploadState.QUEUED);
    }

    /** H1: never committed, it stops no pass, and ends. */
    @ParameterizedTest
    @MethodSource("spoils")
    void isEndedByUpkeep_andTheOthersAreLookedAfter(Spoil spoil) throws Exception {
        Opened spoiled = open(spoil.transfer(), 512);
        put(spoiled, spoil);
        Opened good = open(Transfer.SINGLE, 512);
        home.staging.put(blob(good), CONTENT);
        home.clock.move(Duration.ofMinutes(11));
        home.upkeep.pass();

        assertEndedAsSpoiled(spoiled);
        assertThat(home.staging.content(blob(spoiled))).isEmpty();
        assertThat(home.find(good.upload()).state()).isEqualTo(UploadState.QUEUED);
    }

    /** H2. */
    @Test
    void moreThanDeclaredIsDroppedByUpkeep_asContent_asBlocks_andUnderForeignIds() throws Exception {
        Opened asContent = open(Transfer.SINGLE, 5);
        put(asContent, "", CONTENT, Map.of("x-ms-blob-type", "BlockBlob"));
        Opened asBlocks = open(Transfer.BLOCKS, 5);
        put(asBlocks, "&comp=block&blockid=MDAwMDAw", CONTENT, Map.of());
        Opened foreign = open(Transfer.BLOCKS, 5);
        put(foreign, "&comp=block&blockid=" + "eA==", CONTENT, Map.of());
        home.clock.move(Duration.ofMinutes(11));
        home.upkeep.pass();

        for (Opened each : new Opened[] {asContent, asBlocks, foreign}) {
            assertEndedAsSpoiled(each);
            assertThat(home.staging.content(blob(each))).isEmpty();
            assertThat(home.staging.uncommittedBlocks(blob(each))).isEmpty();
        }
    }

    /** A first try under ids of another form is no abuse. */
    @Test
    void blocksOfAFirstTryBesideTheRightOnesAreLeft() throws Exception {
        Opened opened = open(Transfer.BLOCKS, 512);
        put(opened, "&comp=block&blockid=" + "MDAw", CONTENT, Map.of());
        home.clock.move(Duration.ofMinutes(11));
        home.upkeep.pass();

        assertThat(home.find(opened.upload()).state()).isEqualTo(UploadState.AWAITING_CONTENT);
    }

    /** A home cannot take a block back: what can never fit is dropped, or no advice would help. */
    @ParameterizedTest
    @ValueSource(strings = {"MDAwMDAx", "YWFh"})
    void blocksThatCanNeverBecomeTheFileAreDroppedAtTheCommit_andTheUrlWorksAgain(String block) throws Exception {
        Opened opened = open(Transfer.BLOCKS, 5);
        put(opened, "&comp=block&blockid=" + block, CONTENT, Map.of());

        assertThatThrownBy(() -> commit(opened))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("was dropped: put all of it again");
        assertThat(home.staging.uncommittedBlocks(blob(opened))).isEmpty();
        assertThat(put(opened, "&comp=block&blockid=MDAwMDAw", new byte[5], Map.of()))
                .isEqualTo(201);
        assertThat(commit(opened).state()).isEqualTo(UploadState.QUEUED);
    }

    /** H1: another length, and held by a lease. */
    @Test
    void leaseOnContentOfAnotherLengthDoesNotKeepIt() throws Exception {
        Opened opened = open(Transfer.BLOCKS, 5);
        put(opened, "", CONTENT, Map.of("x-ms-blob-type", "BlockBlob"));
        int leased = put(
                opened,
                "&comp=lease",
                new byte[0],
                Map.of("x-ms-lease-action", "acquire", "x-ms-lease-duration", "-1"));
        assertThat(leased).isEqualTo(201);

        assertThatThrownBy(() -> commit(opened)).isInstanceOf(Refused.class).hasMessageContaining("512 are staged");
        assertThat(home.staging.content(blob(opened))).isEmpty();
        home.staging.put(blob(opened), new byte[5]);
        assertThat(commit(opened).state()).isEqualTo(UploadState.QUEUED);
    }

    private void assertEndedAsSpoiled(Opened opened) {
        Upload upload = home.find(opened.upload());
        assertThat(upload.state()).isEqualTo(UploadState.EXPIRED);
        assertThat(upload.standing().reason()).isEqualTo(Reason.CONTENT_SPOILED);
        assertThat(upload.standing().detail()).contains("open a new upload");
    }

    private Opened open(Transfer transfer, long size) {
        var request = new UploadRequest(
                Kind.FILE, Destination.ofPath("f" + size + ".bin"), size, null, transfer, Conflict.REPLACE, null);
        return home.open.open(home.connection(), home.key, request, Optional.empty());
    }

    private Upload commit(Opened opened) {
        return home.commit.commit(home.connectionId, opened.upload().id());
    }

    private static String blob(Opened opened) {
        return opened.upload().staged().blob();
    }

    private static void put(Opened opened, Spoil spoil) throws Exception {
        byte[] body = spoil.headers().containsKey("x-ms-access-tier") ? CONTENT : new byte[0];
        assertThat(put(opened, "", body, spoil.headers())).isEqualTo(201);
    }

    private static int put(Opened opened, String query, byte[] body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(opened.staging().url() + query))
                .PUT(BodyPublishers.ofByteArray(body));
        new HashMap<>(headers).forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }
}
