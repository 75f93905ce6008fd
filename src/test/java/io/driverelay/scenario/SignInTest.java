package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.NewConnection;
import io.driverelay.connection.SignInOutcome;
import io.driverelay.connection.SignIns;
import io.driverelay.drive.DriveId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInTest {
    @Test
    void firstReadingIsTakenAtTheSignIn() {
        TestHome home = TestHome.linked();

        assertThat(home.connection().isReady()).isTrue();
        assertThat(home.connection().folder().name()).isEqualTo("backups_b5bb4d4c");
        assertThat(home.status.of(home.connection()).quota().totalBytes()).isEqualTo(1L << 40);
        assertThat(home.status.of(home.connection()).stale()).isFalse();
    }

    @Test
    void anotherPersonsDriveIsRefused_whenTheConnectionHasOne() {
        TestHome home = TestHome.linked();

        assertThat(home.signIn("stranger").outcome()).isEqualTo(SignInOutcome.WRONG_DRIVE);
        assertThat(home.connection().drive().id())
                .isEqualTo(DriveId.canonical(home.account().driveId()));
        assertThat(home.connection().lastSignIn().outcome()).isEqualTo(SignInOutcome.WRONG_DRIVE);
    }

    @Test
    void driveAndFolderThatAnotherConnectionHasAreRefused() {
        TestHome home = TestHome.linked();
        var second = home.create.create(new NewConnection(
                "second", null, "b5bb4d4c1f7a4e2f9d0c3b2a19087f6e", false, Set.of(), null, null, null));
        home.signInUrl = second.signIn().url();

        assertThat(home.signIn(home.person).outcome()).isEqualTo(SignInOutcome.ALREADY_CONNECTED);
        assertThat(home.connections
                        .find(second.connection().id())
                        .orElseThrow()
                        .value()
                        .wasEverSignedIn())
                .isFalse();
    }

    @Test
    void codeIsOfNoUse_withoutTheCookieOfTheBrowserThatBegan() {
        TestHome home = TestHome.unlinked();
        home.simulators.authority().signInAs(home.person);
        var answer = TestHome.redirectedTo(
                home.signIn.begin(home.linkToken()).orElseThrow().redirect());
        var ending = home.signIn.end(
                Optional.of("another"),
                Optional.of(answer.get("state")),
                Optional.of(answer.get("code")),
                Optional.empty());

        assertThat(ending.outcome()).isEqualTo(SignInOutcome.LINK_EXPIRED);
    }

    @Test
    void linkIsOverAfterADay_andAConsentAfterAQuarterOfAnHour() {
        TestHome home = TestHome.unlinked();
        var beginning = home.signIn.begin(home.linkToken()).orElseThrow();
        var answer = TestHome.redirectedTo(beginning.redirect());
        home.clock.move(Duration.ofMinutes(16));
        var ending = home.signIn.end(
                Optional.of(beginning.cookie()),
                Optional.of(answer.get("state")),
                Optional.of(answer.get("code")),
                Optional.empty());
        assertThat(ending.outcome()).isEqualTo(SignInOutcome.LINK_EXPIRED);

        home.clock.move(Duration.ofHours(24));
        assertThat(home.signIn.begin(home.linkToken())).isEmpty();
    }

    @Test
    void statusGrowsStale_whenPassesFail_andTellsTheLastNumbers() {
        TestHome home = TestHome.linked();
        home.simulators.authority().revoke(home.person);
        home.clock.move(Duration.ofHours(2));
        for (int pass = 0; pass < 3; pass++) {
            home.upkeep.pass();
            home.clock.move(Duration.ofMinutes(5));
        }

        var report = home.status.of(home.connection());
        assertThat(report.stale()).isTrue();
        assertThat(report.quota().totalBytes()).isEqualTo(1L << 40);
        assertThat(report.connection().isReady()).isFalse();
    }

    /** The relay sees the folder of its own app, and nothing else of the drive. */
    @Test
    void consentIsAskedForTheAppsFolderAlone() {
        TestHome home = TestHome.unlinked();
        String query =
                home.signIn.begin(home.linkToken()).orElseThrow().redirect().getRawQuery();
        String scope = URLDecoder.decode(query.replaceAll(".*\\bscope=([^&]+).*", "$1"), StandardCharsets.UTF_8);

        assertThat(scope.split(" ")).containsExactlyInAnyOrder("Files.ReadWrite.AppFolder", "offline_access", "openid");
    }

    /** Without it a code that was seen on its way could be redeemed by another: Microsoft does not insist. */
    @Test
    void consentIsAskedForWithAChallenge() {
        TestHome home = TestHome.unlinked();

        assertThat(home.signIn.begin(home.linkToken()).orElseThrow().redirect().getRawQuery())
                .contains("code_challenge_method=S256")
                .containsPattern("code_challenge=[\\w-]{43}(&|$)");
    }

    @Test
    void driveOfWorkOrSchoolIsToldSo() {
        TestHome home = TestHome.unlinked();
        driveIsTold(home, "business", "b!work");

        var ending = home.signIn(home.person);
        assertThat(ending.outcome()).isEqualTo(SignInOutcome.NOT_A_PERSONAL_DRIVE);
        assertThat(ending.detail()).contains("personal Microsoft account");
        assertThat(home.connection().wasEverSignedIn()).isFalse();
    }

    @Test
    void driveWithoutAnOwnersNameIsConnectedAllTheSame() {
        TestHome home = TestHome.unlinked();
        driveIsTold(home, "personal", home.account().driveId());

        var ending = home.signIn(home.person);
        assertThat(ending.outcome()).isEqualTo(SignInOutcome.CONNECTED);
        assertThat(ending.detail()).startsWith("OneDrive is connected");
        assertThat(home.connection().drive().owner()).isNull();
    }

    private static void driveIsTold(TestHome home, String type, String id) {
        String drive = "{\"id\":\"" + id + "\",\"driveType\":\"" + type + "\"}";
        home.simulators.faults().answerNext(1, "GET", "/me/drive$", 200, Map.of(), drive);
    }

    @Test
    void removedConnectionLeavesNothing() {
        TestHome home = TestHome.linked();
        home.remove.remove(home.connectionId);

        assertThat(home.connections.find(home.connectionId)).isEmpty();
        assertThat(home.vault).doesNotContainKey(home.connectionId);
        assertThat(home.statuses.find(home.connectionId)).isEmpty();
        assertThat(home.signIns.find(SignIns.Link.idOf(home.connectionId))).isEmpty();
    }
}
