package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.Connection;
import io.driverelay.connection.NewConnection;
import io.driverelay.connection.SignIn.Ending;
import io.driverelay.connection.SignInOutcome;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The home's folder: one for each home, known by its id whatever its owner does with it. */
class HomeFolderTest {
    private static final String MARKER = "b5bb4d4c1f7a4e2f9d0c3b2a19087f6e";
    private static final String FOLDER = "backups_b5bb4d4c";

    private final TestHome home = TestHome.linked();

    @Test
    void folderIsMarkedWithTheIdOfItsHome() {
        assertThat(folder().description()).isEqualTo(MARKER);
        assertThat(home.connection().folder().name()).isEqualTo(FOLDER);
    }

    @Test
    void folderThatIsMarkedAsAnotherHomesIsNotTaken() {
        DriveItem made = drive().createFolder(drive().appFolder().id(), "theirs");
        drive().describe(made.id(), "0123456789abcdef", made.eTag());

        Ending ending = secondHome("theirs", null);

        assertThat(ending.outcome()).isEqualTo(SignInOutcome.FOLDER_IN_USE);
        assertThat(ending.detail()).contains("\"theirs\"").contains("another folder name");
        assertThat(ending.connection().drive()).isNull();
    }

    /** Home Assistant's own integration marked its folders with its id. */
    @Test
    void folderThatItsHomeHasMarkedAlreadyIsTaken_andSoIsOneThatNobodyMarked() {
        DriveItem theirs = drive().createFolder(drive().appFolder().id(), "theirs");
        drive().describe(theirs.id(), "0123456789abcdef", theirs.eTag());
        drive().createFolder(drive().appFolder().id(), "nobodys");

        assertThat(secondHome("theirs", "0123456789abcdef").outcome()).isEqualTo(SignInOutcome.CONNECTED);
        Ending nobodys = secondHome("nobodys", null);
        assertThat(nobodys.outcome()).isEqualTo(SignInOutcome.CONNECTED);
        assertThat(drive().item(nobodys.connection().folder().id())
                        .orElseThrow()
                        .description())
                .isEqualTo("Drive Relay " + nobodys.connection().id());
    }

    @Test
    void folderThatAConnectionOfThisRelayHasIsToldAsSuch() {
        assertThat(secondHome(FOLDER, null).outcome()).isEqualTo(SignInOutcome.ALREADY_CONNECTED);
    }

    @Test
    void homeStaysInItsFolder_whateverIsWrittenToItLater() {
        drive().describe(folder().id(), "somebody's note", folder().eTag());

        assertThat(home.signIn(home.person).outcome()).isEqualTo(SignInOutcome.CONNECTED);
        assertThat(delivered("b.tar").state()).isEqualTo(UploadState.DELIVERED);
        assertThat(folder().description()).isEqualTo("somebody's note");
    }

    @Test
    void folderIsMarked_thoughSomethingElseChangedItMeanwhile() {
        home.account().behaviours().patches.next(1, 412, "resourceModified");

        Ending ending = secondHome("mine", null);
        assertThat(ending.outcome()).isEqualTo(SignInOutcome.CONNECTED);
        assertThat(drive().item(ending.connection().folder().id()).orElseThrow().description())
                .startsWith("Drive Relay ");
    }

    @Test
    void driveThatKeepsNoDescriptionsIsLinkedAllTheSame() {
        home.account().behaviours().patches.next(9, 400, "invalidRequest");

        assertThat(secondHome("mine", null).outcome()).isEqualTo(SignInOutcome.CONNECTED);
    }

    @Test
    void backupFollowsItsFolder_andTheNewNameAndPlaceAreAdopted() {
        DriveItem elsewhere = drive().createFolder(drive().appFolder().id(), "House");
        home.account().move(FOLDER, "House/Bäckups");

        assertThat(delivered("b.tar").state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.account().namesIn("House/Bäckups")).contains("b.tar");
        Connection.Folder folder = home.connection().folder();
        assertThat(folder.name()).isEqualTo("Bäckups");
        assertThat(folder.path()).endsWith("/House");
        assertThat(drive().item(folder.id())).isPresent();
        assertThat(elsewhere.isFolder()).isTrue();
    }

    @Test
    void folderThatWasDeletedIsMadeAgainUnderItsLastName_andMarked() {
        DriveItem before = folder();
        drive().rename(before.id(), "Renamed", null);
        delivered("a.tar");
        DriveItem renamed = folder();
        drive().delete(renamed.id(), renamed.eTag());

        assertThat(delivered("b.tar").state()).isEqualTo(UploadState.DELIVERED);
        assertThat(folder().name()).isEqualTo("Renamed");
        assertThat(folder().id()).isNotEqualTo(before.id());
        assertThat(folder().description()).isEqualTo(MARKER);
    }

    @Test
    void backupGoesIntoNoFolderThatIsMarkedAsAnothers_thoughItsOwnIsGone() {
        drive().delete(folder().id(), folder().eTag());
        DriveItem theirs = drive().createFolder(drive().appFolder().id(), FOLDER);
        drive().describe(theirs.id(), "0123456789abcdef", theirs.eTag());

        Upload upload = delivered("b.tar");
        assertThat(upload.state()).isEqualTo(UploadState.FAILED);
        assertThat(upload.standing().reason()).isEqualTo(Reason.NAME_TAKEN);
        assertThat(upload.standing().detail()).contains("marked as another home's");
        assertThat(home.account().namesIn(FOLDER)).isEmpty();
    }

    /** As it is called in the owner's language, "Graph" where Microsoft has lost its name, or whatever its owner makes of it. */
    @Test
    void appFolderMayBeCalledAnything_andTheTruePlaceIsTold() {
        assertThat(home.connection().folder().path()).endsWith("/Home Assistant");
        for (String name : List.of("Graph", "Sikkerhetskopier")) {
            drive().rename(drive().appFolder().id(), name, null);

            assertThat(delivered(name + ".tar").state()).isEqualTo(UploadState.DELIVERED);
            assertThat(home.account().namesIn(FOLDER)).contains(name + ".tar");
            assertThat(home.connection().folder().path()).endsWith("/" + name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, special/approot, 403, accessDenied, TRY_AGAIN, accept all of it",
        "GET, special/approot, 500, generalException, TRY_AGAIN, Wait a minute",
        "POST, children, 500, generalException, TRY_AGAIN, Wait a minute",
        "POST, children, 507, quotaLimitReached, TRY_AGAIN, Make room",
        "POST, children, 403, serviceReadOnly, READ_ONLY_DRIVE, onedrive.live.com"
    })
    void whatFailsOnTheWayToTheFolderIsToldInWords_andTheSameLinkConnectsLater(
            String method, String where, int status, String code, SignInOutcome outcome, String words) {
        TestHome fresh = TestHome.unlinked();
        String body = "{\"error\":{\"code\":\"" + code + "\"}}";
        fresh.simulators.faults().answerNext(1, method, where, status, Map.of(), body);

        Ending ending = fresh.signIn(fresh.person);
        assertThat(ending.outcome()).isEqualTo(outcome);
        assertThat(ending.detail()).contains(words);
        assertThat(fresh.connection().wasEverSignedIn()).isFalse();
        assertThat(fresh.signedIn(
                                fresh.person,
                                fresh.signIn.begin(fresh.linkToken()).orElseThrow())
                        .outcome())
                .isEqualTo(SignInOutcome.CONNECTED);
    }

    private Upload delivered(String name) {
        Upload upload = home.committed(home.backup(name, 5), new byte[5]);
        home.serveTickets();
        return home.find(upload);
    }

    private Ending secondHome(String folderName, String instanceId) {
        var made = home.create.create(
                new NewConnection("second", folderName, instanceId, false, Set.of(), null, null, null));
        String first = home.connectionId;
        home.connectionId = made.connection().id();
        home.signInUrl = made.signIn().url();
        try {
            return home.signIn(home.person);
        } finally {
            home.connectionId = first;
        }
    }

    private DriveItem folder() {
        return drive().item(home.connection().folder().id()).orElseThrow();
    }

    /** As its owner, or another program of theirs, uses it. */
    private Drive drive() {
        return home.connected.of(home.connectionId);
    }
}
