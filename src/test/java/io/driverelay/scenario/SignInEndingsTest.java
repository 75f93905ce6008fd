package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.Authority;
import io.driverelay.connection.LinkDrive;
import io.driverelay.connection.NewConnection;
import io.driverelay.connection.RedeemConsent;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInOutcome;
import io.driverelay.function.SignInDoors;
import io.driverelay.graph.OneDriveAuthority;
import io.driverelay.store.StorageUnavailable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a sign-in ends: as a page that says what happened and what to do, and in the connection's {@code lastSignIn}. */
class SignInEndingsTest {
    private final TestHome home = TestHome.unlinked();
    private final DoorCalls calls = new DoorCalls(new Canaries());
    private SignInDoors doors = doorsOf(home.signIn);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.driverelay.scenario.FirstSignIns#rows")
    void firstSignInEndsInWords_andIsKept(
            String name, Consumer<TestHome> happens, SignInOutcome outcome, String words) {
        happens.accept(home);

        assertEnds(signIn(home.person), outcome, words);
        assertThat(home.connection().wasEverSignedIn()).isEqualTo(outcome == SignInOutcome.CONNECTED);
    }

    @Test
    void linkedHomeSignsInAgain_andAStrangersDriveIsToldSo() {
        signIn(home.person);
        home.clock.move(Duration.ofMinutes(1));
        assertEnds(signIn(home.person), SignInOutcome.CONNECTED, "is connected");
        assertThat(home.connection().lastSignIn().at()).isEqualTo(home.clock.instant());

        assertEnds(signIn("stranger"), SignInOutcome.WRONG_DRIVE, "another OneDrive than the one that is connected");
    }

    /** What is there already needs no write, and whoever is over quota may have backups to fetch. */
    @Test
    void frozenDriveThatIsLinkedSignsInAgain() {
        signIn(home.person);
        home.account().setQuota(1L << 30, (1L << 30) + 1);

        assertEnds(signIn(home.person), SignInOutcome.CONNECTED, "is connected");
    }

    @Test
    void folderThatAnotherConnectionHasIsToldSo() {
        signIn(home.person);
        var second = home.create.create(
                new NewConnection("second", null, "b5bb4d4c1f7a", false, Set.of(), null, null, null));
        home.connectionId = second.connection().id();
        home.signInUrl = second.signIn().url();

        assertEnds(
                signIn(home.person),
                SignInOutcome.ALREADY_CONNECTED,
                "have a connection already. Choose another folder name");
    }

    @Test
    void codeOfAnotherSignInIsRefusedByTheAuthority() {
        var used = begun(home.person);
        callback(used);
        var again = begun(home.person);
        again.query().put("code", used.query().get("code"));

        assertEnds(callback(again), SignInOutcome.TRY_AGAIN, "did not complete the sign-in");
        assertThat(home.connection().isReady()).isTrue();
    }

    @Test
    void callbackThatIsOpenedTwiceSaysSo_andTheConnectionStays() {
        var once = begun(home.person);
        assertEnds(callback(once), SignInOutcome.CONNECTED, "is connected");

        assertThat(callback(once).body()).contains("was used before").contains("Open the sign-in link again");
        assertThat(home.connection().lastSignIn().outcome()).isEqualTo(SignInOutcome.CONNECTED);
    }

    /** Told apart from a vault that cannot be reached, and from the person's own trouble. */
    @Test
    void clientSecretThatIsDisabledIsTheOperatorsToMend() {
        Authority withoutSecret = new OneDriveAuthority(
                new OneDriveAuthority.App(
                        home.simulators.authority().url(),
                        home.simulators.authority().clientId(),
                        Set.of("Files.ReadWrite.AppFolder", "offline_access", "openid"),
                        URI.create("http://127.0.0.1:7071/api/sign-in/callback")),
                () -> {
                    throw new StorageUnavailable(StorageUnavailable.Service.VAULT, "client secret", null, true);
                },
                () -> home.bytes,
                home.clock);
        var link = new LinkDrive(home.connections, home.refreshTokens, home.drives, home.listener, home.clock);
        doors = doorsOf(new SignIn(
                home.connections,
                home.signIns,
                withoutSecret,
                new RedeemConsent(home.connections, withoutSecret, link, home.pauses, home.clock),
                home.secrets,
                home.clock));

        assertEnds(signIn(home.person), SignInOutcome.OPERATOR_MUST_ACT, "key vault denies it a secret");
        assertThat(home.connection().lastSignIn().detail()).contains(FirstSignIns.OPERATOR);
    }

    private void assertEnds(DoorCalls.Answer page, SignInOutcome outcome, String words) {
        boolean connected = outcome == SignInOutcome.CONNECTED;
        assertThat(page.status()).isEqualTo(connected ? 200 : 400);
        assertThat(page.headers()).containsEntry("Content-Type", "text/html");
        assertThat(page.body())
                .contains(connected ? "<h1>Connected" : "<h1>Not connected")
                .contains(words);
        assertThat(home.connection().lastSignIn().outcome()).isEqualTo(outcome);
        assertThat(home.connection().lastSignIn().detail()).contains(words);
    }

    /** A consent that was given: what the browser brings back. */
    private record Begun(String cookie, Map<String, String> query) {}

    private DoorCalls.Answer signIn(String who) {
        return callback(begun(who));
    }

    private Begun begun(String who) {
        DoorCalls.Answer begun = start();
        if (begun.status() == 410) {
            home.signInUrl =
                    home.links.create(home.connections, home.connectionId).url();
            begun = start();
        }
        home.simulators.authority().signInAs(who);
        String cookie = begun.headers().get("Set-Cookie").replaceAll(";.*", "");
        return new Begun(
                cookie, TestHome.redirectedTo(URI.create(begun.headers().get("Location"))));
    }

    private DoorCalls.Answer start() {
        return calls.call(Map.of("t", home.linkToken()), Map.of(), null, doors::start);
    }

    private DoorCalls.Answer callback(Begun begun) {
        return calls.call(begun.query(), Map.of("cookie", begun.cookie()), null, doors::callback);
    }

    private static SignInDoors doorsOf(SignIn signIn) {
        return new SignInDoors(signIn, URI.create("http://127.0.0.1:7071"));
    }
}
