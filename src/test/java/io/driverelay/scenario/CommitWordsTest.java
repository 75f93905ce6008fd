package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.intake.Opened;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Transfer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitWordsTest {
    private final TestHome home = TestHome.linked();
    private final Opened opened = home.open.open(
            home.connection(),
            home.connection().keys().get(0),
            new UploadRequest(Kind.FILE, Destination.ofPath("a.bin"), 4, null, Transfer.BLOCKS, Conflict.REPLACE, null),
            Optional.empty());

    /** N12. */
    @Test
    void blocksUnderOtherIdsAreNamed_withHowIdsAreFormed() throws Exception {
        putBlock("YmxvY2stMQ%3D%3D");
        Refused refused = refused();

        assertThat(refused.facts()).containsEntry("foreignBlocks", 1);
        assertThat(refused).hasMessageContaining("YmxvY2stMQ==").hasMessageContaining("MDAwMDAw is the first");
    }

    /** N12. */
    @Test
    void blocksNumberedFromOneAreToldSo() throws Exception {
        putBlock("MDAwMDAx");
        Refused refused = refused();

        assertThat(refused.facts().get("missingBlocks")).asString().isEqualTo("[0]");
        assertThat(refused).hasMessageContaining("the first block is 0, not 1");
    }

    /** N14. */
    @Test
    void commitAfterTheUrlsEndSaysSo_andHowToGetAnother() {
        assertThat(refused()).hasMessageNotContaining("staging-url");
        home.clock.move(Duration.ofHours(30));
        Refused refused = refused();

        assertThat(refused.code()).isEqualTo(RefusalCode.INCOMPLETE_CONTENT);
        assertThat(refused)
                .hasMessageContaining("ended at")
                .hasMessageContaining("POST /api/connections/{id}/uploads/{uploadId}/staging-url");
        assertThat(refused.facts()).containsKeys("declaredBytes", "stagingUrlExpiredAt");
    }

    private Refused refused() {
        return catchThrowableOfType(
                Refused.class,
                () -> home.commit.commit(home.connectionId, opened.upload().id()));
    }

    private void putBlock(String id) throws Exception {
        StagingUrl to = opened.staging();
        HttpRequest put = HttpRequest.newBuilder(URI.create(to.url() + "&comp=block&blockid=" + id))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2}))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(put, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }
}
