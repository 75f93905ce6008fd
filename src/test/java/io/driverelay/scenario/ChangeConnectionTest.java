package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.Pauses;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator changes of a connection. */
class ChangeConnectionTest {
    private final TestHome home = TestHome.linked();

    @Test
    void folderIsRenamedOnTheDrive_itsIdStays_andBackupsGoOnIntoIt() {
        String id = home.connection().folder().id();

        Connection changed = change("Häuschen");

        assertThat(changed.folder().name()).isEqualTo("Häuschen");
        assertThat(changed.folder().id()).isEqualTo(id);
        assertThat(drive().item(id).orElseThrow().name()).isEqualTo("Häuschen");
        Upload upload = home.committed(home.backup("b.tar", 3), new byte[3]);
        home.serveTickets();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.account().namesIn("Häuschen")).contains("b.tar");
    }

    @Test
    void nameThatSomethingElseHasIsTold_andNothingIsChanged() {
        drive().createFolder(drive().appFolder().id(), "taken");
        Connection before = home.connection();

        assertThatThrownBy(() -> home.change.change(
                        home.connectionId, new ConnectionChange("New", "TAKEN", true, null, null, null)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RefusalCode.FOLDER_NAME_TAKEN);
                    assertThat(refused.getMessage()).contains("\"TAKEN\"");
                });
        assertThat(home.connection()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a:b", "CON", " a", "a."})
    void nameThatOneDriveRefusesIsToldBeforeItIsAsked(String name) {
        int calls = home.account().calls().size();

        assertThatThrownBy(() -> change(name))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_DESTINATION));
        assertThat(home.account().calls()).hasSize(calls);
    }

    @Test
    void folderThatIsGoneIsMadeUnderTheNewName() {
        DriveItem folder = drive().item(home.connection().folder().id()).orElseThrow();
        drive().delete(folder.id(), folder.eTag());

        assertThat(change("Anew").folder().name()).isEqualTo("Anew");
        Upload upload = home.committed(home.backup("b.tar", 3), new byte[3]);
        home.serveTickets();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.account().namesIn("Anew")).contains("b.tar");
    }

    @Test
    void connectionThatWasNeverSignedInGetsItsFolderUnderTheNewName() {
        TestHome fresh = TestHome.unlinked();
        fresh.change.change(fresh.connectionId, new ConnectionChange(null, "First", null, null, null, null));

        fresh.signIn(fresh.person);

        assertThat(fresh.account().namesIn("")).contains("First");
    }

    @Test
    void driveIsNotAsked_forWhatIsNotItsBusiness_norWhileItAskedToBeLeftAlone() {
        home.pauses.pauseUntil(
                Pauses.ofDrive(home.connection().drive().id()),
                home.clock.instant().plusSeconds(300));
        int calls = home.account().calls().size();

        Connection changed =
                home.change.change(home.connectionId, new ConnectionChange("Our home", null, true, null, null, null));
        assertThat(changed.name()).isEqualTo("Our home");
        assertThat(changed.deletePermanently()).isTrue();
        assertThatThrownBy(() -> change("Later"))
                .isInstanceOfSatisfying(
                        DriveFault.class,
                        fault -> assertThat(fault.retryAfter()).isPresent());
        assertThat(home.account().calls()).hasSize(calls);
        assertThat(home.connection().folder().name()).isNotEqualTo("Later");
    }

    @Test
    void connectionThatIsNotThereIsTold() {
        assertThatThrownBy(() ->
                        home.change.change(home.ids.next(), new ConnectionChange("a", "b", null, null, null, null)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.UNKNOWN_CONNECTION));
    }

    private Connection change(String folderName) {
        return home.change.change(home.connectionId, new ConnectionChange(null, folderName, null, null, null, null));
    }

    private Drive drive() {
        return home.connected.of(home.connectionId);
    }
}
