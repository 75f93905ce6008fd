package io.driverelay.scenario;

import io.driverelay.connection.SignInOutcome;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What may happen at a first sign-in, how it ends then, and words of what its person is told. */
final class FirstSignIns {
    static final String OPERATOR = "Nothing is wrong with your account or your OneDrive. Tell whoever runs this relay";
    private static final String TOKEN = "oauth2/v2.0/token";

    private FirstSignIns() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                of("new", home -> {}, SignInOutcome.CONNECTED, "is connected. You can close this page."),
                of(
                        "consent refused",
                        home -> home.simulators.authority().refuseNext("access_denied"),
                        SignInOutcome.CONSENT_REFUSED,
                        "nothing was connected. Open the sign-in link again"),
                of(
                        "ended by Microsoft",
                        home -> home.simulators.authority().refuseNext("server_error"),
                        SignInOutcome.TRY_AGAIN,
                        "nothing was connected. Open the sign-in link again"),
                of(
                        "scope missing in the answer",
                        home -> tokenAnswer(home, 200, granted("openid offline_access")),
                        SignInOutcome.CONSENT_INCOMPLETE,
                        "Not everything was granted"),
                of(
                        "scope of reading alone",
                        home -> tokenAnswer(home, 200, granted("Files.Read openid offline_access")),
                        SignInOutcome.CONSENT_INCOMPLETE,
                        "accept all of it"),
                of(
                        "work or school account",
                        home -> answer(
                                home, "GET", "/me/drive$", 200, "{\"id\":\"b!work\",\"driveType\":\"business\"}"),
                        SignInOutcome.NOT_A_PERSONAL_DRIVE,
                        "Sign in with a personal Microsoft account"),
                of(
                        "account without a OneDrive",
                        home -> home.account().behaviours().drive.next(1, 404, "itemNotFound"),
                        SignInOutcome.TRY_AGAIN,
                        "has no OneDrive, or it is still being set up. Open onedrive.live.com"),
                of(
                        "OneDrive being set up",
                        home -> home.account().behaviours().drive.next(1, 403, "resourceBeingProvisioned"),
                        SignInOutcome.TRY_AGAIN,
                        "open the sign-in link again"),
                of(
                        "authority down",
                        home -> tokenAnswer(home, 503, "{\"error\":\"temporarily_unavailable\"}"),
                        SignInOutcome.TRY_AGAIN,
                        "sign-in service did not complete the sign-in. Wait a minute"),
                of(
                        "authority that does not answer",
                        home -> home.simulators.faults().loseNext(1, "POST", TOKEN),
                        SignInOutcome.TRY_AGAIN,
                        "sign-in service did not complete the sign-in. Wait a minute"),
                of(
                        "client secret expired",
                        home -> tokenAnswer(home, 401, "{\"error\":\"invalid_client\",\"error_codes\":[7000222]}"),
                        SignInOutcome.OPERATOR_MUST_ACT,
                        OPERATOR),
                of(
                        "read-only",
                        home -> home.account().behaviours().drive.next(1, 403, "serviceReadOnly"),
                        SignInOutcome.READ_ONLY_DRIVE,
                        "sign in once with Files.ReadWrite added to ONEDRIVE_SCOPES"),
                of(
                        "frozen: read-only",
                        home -> overQuota(home, 403, "serviceReadOnly"),
                        SignInOutcome.FROZEN_DRIVE,
                        "unfreeze it"),
                of(
                        "frozen: not allowed",
                        home -> overQuota(home, 403, "notAllowed"),
                        SignInOutcome.FROZEN_DRIVE,
                        "holds more than it may"),
                of(
                        "frozen: no space",
                        home -> overQuota(home, 507, "quotaLimitReached"),
                        SignInOutcome.FROZEN_DRIVE,
                        "delete files and empty the recycle bin"),
                of(
                        "over quota and busy",
                        home -> overQuota(home, 503, "serviceNotAvailable"),
                        SignInOutcome.TRY_AGAIN,
                        "Wait a minute"),
                of(
                        "read-only, with the folder there",
                        home -> home.account().behaviours().patches.next(1, 403, "serviceReadOnly"),
                        SignInOutcome.READ_ONLY_DRIVE,
                        "ONEDRIVE_SCOPES"),
                of(
                        "room, and no writes",
                        home -> noFolder(home, 403, "serviceReadOnly"),
                        SignInOutcome.READ_ONLY_DRIVE,
                        "ONEDRIVE_SCOPES"));
    }

    private static Arguments of(String name, Consumer<TestHome> happens, SignInOutcome outcome, String words) {
        return Arguments.of(name, happens, outcome, words);
    }

    private static String granted(String scopes) {
        return "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"a\",\"refresh_token\":\"r\",\"scope\":\""
                + scopes + "\"}";
    }

    private static void tokenAnswer(TestHome home, int status, String body) {
        answer(home, "POST", TOKEN, status, body);
    }

    private static void overQuota(TestHome home, int status, String code) {
        home.account().setQuota(1L << 30, (1L << 30) + 1);
        noFolder(home, status, code);
    }

    private static void noFolder(TestHome home, int status, String code) {
        answer(home, "POST", "children", status, "{\"error\":{\"code\":\"" + code + "\"}}");
    }

    private static void answer(TestHome home, String method, String path, int status, String body) {
        home.simulators.faults().answerNext(1, method, path, status, Map.of("Content-Type", "application/json"), body);
    }
}
