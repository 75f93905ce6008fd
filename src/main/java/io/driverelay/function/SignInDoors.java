package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInOutcome;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A person's way through the consent, in a browser. */
public final class SignInDoors {
    private static final String SET_COOKIE = "Set-Cookie";

    private final SignIn signIn;
    private final boolean secure;

    /** @param publicUrl where this app is reached; http only on loopback */
    public SignInDoors(SignIn signIn, URI publicUrl) {
        this.signIn = signIn;
        this.secure = "https".equals(publicUrl.getScheme());
    }

    @FunctionName("startSignIn")
    public HttpResponseMessage start(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "sign-in/start")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Door.page(
                request,
                context,
                Map.of(),
                () -> Door.query(request, "t")
                        .flatMap(signIn::begin)
                        .map(beginning -> redirect(request, beginning))
                        .orElseGet(() -> Pages.page(
                                request,
                                410,
                                "This sign-in link is not valid any more",
                                "It was used, revoked, replaced by another, or its time is over. Ask whoever runs this relay for a new"
                                        + " one.",
                                Map.of())));
    }

    @FunctionName("endSignIn")
    public HttpResponseMessage callback(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "sign-in/callback")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Door.page(request, context, withoutCookie(), () -> {
            var ending = signIn.end(
                    cookie(request),
                    Door.query(request, "state"),
                    Door.query(request, "code"),
                    Door.query(request, "error"));
            boolean connected = ending.outcome() == SignInOutcome.CONNECTED;
            return Pages.page(
                    request,
                    connected ? 200 : 400,
                    connected ? "Connected" : "Not connected",
                    ending.detail(),
                    withoutCookie());
        });
    }

    private HttpResponseMessage redirect(HttpRequestMessage<?> request, SignIn.Beginning beginning) {
        return ReplyHeaders.reply(request, 302)
                .header("Location", beginning.redirect().toString())
                .header(SET_COOKIE, cookieName() + "=" + beginning.cookie() + attributes())
                .build();
    }

    private String attributes() {
        return "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** However it ended: the sign-in that the cookie stood for is used up. */
    private Map<String, String> withoutCookie() {
        return Map.of(SET_COOKIE, cookieName() + "=; Max-Age=0" + attributes());
    }

    private Optional<String> cookie(HttpRequestMessage<?> request) {
        String prefix = cookieName() + "=";
        return Door.header(request, "cookie").stream()
                .flatMap(all -> Arrays.stream(all.split("[;,]", -1)))
                .map(String::strip)
                .filter(one -> one.startsWith(prefix))
                .map(one -> one.substring(prefix.length()))
                .findFirst();
    }

    /** Browsers take the prefix over https only. */
    private String cookieName() {
        return secure ? "__Host-sign-in" : "sign-in";
    }
}
