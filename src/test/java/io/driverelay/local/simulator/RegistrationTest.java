package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The one app registration: who may sign in with it, and from where Microsoft's names lead to the simulators. */
class RegistrationTest extends SimulatorTest {
    private static final String HOME_ASSISTANT = "https://my.home-assistant.io/redirect/oauth";
    private static final String RELAY = "http://127.0.0.1:7071/api/sign-in/callback";
    /** Of the verifier in the appendix of RFC 7636. */
    private static final String CHALLENGE =
            "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final String VERIFIER = "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private HttpResponse<byte[]> authorize(String redirect, String challenge) throws Exception {
        return send(
                "GET",
                simulators.authority().url()
                        + "/oauth2/v2.0/authorize?response_type=code&state=s&scope=openid&client_id="
                        + simulators.authority().clientId() + "&redirect_uri=" + redirect + challenge,
                null,
                Map.of());
    }

    private int redeemed(String redirect, String challenge, String verifier) throws Exception {
        String location =
                authorize(redirect, challenge).headers().firstValue("location").orElseThrow();
        assertThat(location).startsWith(redirect + "?code=");
        String form = "grant_type=authorization_code&client_id="
                + simulators.authority().clientId() + "&client_secret="
                + simulators.authority().clientSecret() + "&code=" + location.replaceAll(".*code=([^&]*)&.*", "$1")
                + "&redirect_uri=" + redirect + verifier;
        return send(
                        "POST",
                        simulators.authority().url() + "/oauth2/v2.0/token",
                        form.getBytes(StandardCharsets.UTF_8),
                        Map.of())
                .statusCode();
    }

    @Test
    void homeAssistantSignsInAsItDoes_withoutAChallenge() throws Exception {
        assertThat(redeemed(HOME_ASSISTANT, "", "")).isEqualTo(200);
    }

    @Test
    void challengeThatWasSentMustBeMet() throws Exception {
        assertThat(redeemed(RELAY, CHALLENGE, VERIFIER)).isEqualTo(200);
        assertThat(redeemed(RELAY, CHALLENGE, "")).isEqualTo(400);
        assertThat(redeemed(RELAY, CHALLENGE, VERIFIER + "x")).isEqualTo(400);
        assertThat(authorize(RELAY, "&code_challenge=short&code_challenge_method=S256")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void nobodyComesBackWhereTheRegistrationDoesNotSay() throws Exception {
        for (String other : new String[] {HOME_ASSISTANT + "/x", "https://example.org/redirect/oauth"}) {
            assertThat(authorize(other, "").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void microsoftsNamesAreAnsweredOverTls_byCertificatesOfThose() throws Exception {
        assertThat(simulators.realNames()).isEmpty();
        try (var overTls = Simulators.start(data.resolve("tls"), new Simulators.Options("Graph", true))) {
            assertThat(overTls.realNames()).containsOnlyKeys("graph.microsoft.com", "login.microsoftonline.com");
            for (var name : overTls.realNames().entrySet()) {
                shakeHands(overTls, name.getKey(), name.getValue());
            }
        }
    }

    private static void shakeHands(Simulators there, String name, int port) throws IOException {
        try (var socket = (SSLSocket) there.certificates()
                .clientContext()
                .getSocketFactory()
                .createSocket(new Socket(InetAddress.getLoopbackAddress(), port), name, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }
}
