package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.homeassistant.Tars;
import io.driverelay.intake.Opened;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Backups of which their home says nothing, or no name: they are named and described as Home Assistant would. */
class BareBackupTest {
    private static final byte[] TAR =
            Tars.supervisor(Tars.supervisorJson("9e346a5c", "Nabu Casa / Nightly: 1"), true, "a0d7b954_ssh");
    private static final String NAME = "Nabu_Casa___Nightly__1_2026-01-08_04.45_11344763";

    private final TestHome home = TestHome.linked();

    @Test
    void arrivesAsThePairThatHomeAssistantWouldWrite() {
        Upload opened = open(bare(null, TAR.length)).upload();
        assertThat(opened.order().fileName()).isNull();

        Upload committed = stagedAndCommitted(opened, TAR);
        assertThat(committed.order().fileName()).isEqualTo(NAME + ".tar");
        home.serveUntilQuiet(Duration.ofHours(1));

        assertThat(home.find(committed).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.onDrive(home.backupPath(NAME + ".tar"))).isEqualTo(TAR);
        assertThat(home.textOnDrive(home.backupPath(NAME + ".metadata.json")))
                .isEqualTo(Tars.supervisorDescription("9e346a5c", "Nabu Casa / Nightly: 1", TAR.length));
    }

    @Test
    void nameThatItsHomeGaveStays() {
        Upload committed = stagedAndCommitted(open(bare("mine.tar", TAR.length)).upload(), TAR);

        assertThat(committed.order().fileName()).isEqualTo("mine.tar");
        assertThat(committed.order().metadata().backupId()).isEqualTo("9e346a5c");
    }

    @Test
    void descriptionAloneNamesItAtTheOpening() {
        var described = (BackupDescription.Valid) new AgentBackups().check(Descriptions.json("a1", "Voll: 🏠", 4));
        Upload opened = open(request(null, 4, described.metadata())).upload();

        assertThat(opened.order().fileName()).isEqualTo("Voll__🏠_2026-01-08_04.45_11344763.tar");
    }

    /** The key covers what was asked for, not what was found. */
    @Test
    void repeatedOpeningFindsIt_beforeTheCommitAndAfter() {
        UploadRequest request = bare(null, TAR.length);
        Upload opened = open(request, "key").upload();
        assertThat(open(request, "key").upload().id()).isEqualTo(opened.id());
        stagedAndCommitted(opened, TAR);

        Opened again = open(request, "key");
        assertThat(again.isNew()).isFalse();
        assertThat(again.upload().order().fileName()).isEqualTo(NAME + ".tar");
        assertThat(catchThrowableOfType(Refused.class, () -> open(bare(NAME + ".tar", TAR.length), "key"))
                        .code())
                .isEqualTo(RefusalCode.IDEMPOTENCY_MISMATCH);
    }

    @Test
    void repeatedCommitKeepsWhatWasFound() {
        Upload committed = stagedAndCommitted(open(bare(null, TAR.length)).upload(), TAR);

        assertThat(home.commit.commit(home.connectionId, committed.id()).order())
                .isEqualTo(committed.order());
    }

    @Test
    void whatIsNoBackupIsRefusedAtTheCommit_andKept() {
        Upload opened = open(bare(null, 1000)).upload();
        Refused refused = catchThrowableOfType(Refused.class, () -> stagedAndCommitted(opened, new byte[1000]));

        assertThat(refused.code()).isEqualTo(RefusalCode.NOT_A_BACKUP);
        assertThat(refused).hasMessageContaining("it is no tar");
        assertThat(home.find(opened).state()).isEqualTo(UploadState.AWAITING_CONTENT);
        assertThat(home.staging.content(opened.staged().blob())).isPresent();
        assertThat(home.cancel.cancel(home.connectionId, opened.id(), false).state())
                .isEqualTo(UploadState.CANCELLED);
    }

    @Test
    void whatIsRefusedLeavesNoSnapshot_howeverOftenItIsCommitted() {
        Upload opened = open(bare(null, 1000)).upload();
        for (int n = 0; n < 3; n++) {
            assertThat(catchThrowableOfType(Refused.class, () -> stagedAndCommitted(opened, new byte[1000]))
                            .code())
                    .isEqualTo(RefusalCode.NOT_A_BACKUP);
        }

        var staged = new BlobServiceClientBuilder()
                .connectionString(home.connectionString)
                .buildClient()
                .getBlobContainerClient("staging")
                .listBlobs(
                        new ListBlobsOptions()
                                .setPrefix(opened.staged().blob())
                                .setDetails(new BlobListDetails().setRetrieveSnapshots(true)),
                        null);
        assertThat(staged).hasSize(1);
    }

    @Test
    void forgottenBackupIsCommittedByUpkeep_underItsName() {
        Upload opened = open(bare(null, TAR.length)).upload();
        home.staging.put(opened.staged().blob(), TAR);
        home.passTime(Duration.ofMinutes(40));

        assertThat(home.find(opened).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.onDrive(home.backupPath(NAME + ".tar"))).isEqualTo(TAR);
    }

    @Test
    void whatIsForgottenAndNoBackupFails_onceAndForAll() {
        byte[] torn = java.util.Arrays.copyOf(TAR, 2000);
        Upload opened = open(bare(null, torn.length)).upload();
        home.staging.put(opened.staged().blob(), torn);
        home.passTime(Duration.ofMinutes(40));

        Upload failed = home.find(opened);
        assertThat(failed.state()).isEqualTo(UploadState.FAILED);
        assertThat(failed.standing().reason()).isEqualTo(Reason.NOT_A_BACKUP);
        assertThat(failed.standing().detail()).contains("is a tar without its end");
        assertThat(home.told).containsExactly("failed NOT_A_BACKUP");
        assertThat(catchThrowableOfType(Refused.class, () -> home.retry.retry(home.connectionId, opened.id())))
                .hasMessageContaining("is no backup");
        assertThat(catchThrowableOfType(Refused.class, () -> home.commit.commit(home.connectionId, opened.id())))
                .hasMessageContaining("has failed");
        assertThat(home.cancel.cancel(home.connectionId, opened.id(), false).state())
                .isEqualTo(UploadState.EXPIRED);
    }

    private Opened open(UploadRequest request) {
        return home.open.open(home.connection(), home.key, request, Optional.empty());
    }

    private Opened open(UploadRequest request, String idempotencyKey) {
        return home.open.open(home.connection(), home.key, request, Optional.of(idempotencyKey));
    }

    private Upload stagedAndCommitted(Upload opened, byte[] content) {
        home.staging.put(opened.staged().blob(), content);
        return home.commit.commit(home.connectionId, opened.id());
    }

    private static UploadRequest bare(String name, long sizeBytes) {
        return request(name, sizeBytes, null);
    }

    private static UploadRequest request(String name, long sizeBytes, BackupMetadata metadata) {
        Destination destination = name == null ? null : new Destination("", name);
        return new UploadRequest(Kind.BACKUP, destination, sizeBytes, null, null, null, metadata);
    }
}
