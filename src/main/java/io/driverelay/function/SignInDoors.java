package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInOutcome;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** A person's way through the consent, in a browser. */
public final class SignInDoors {
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
                () -> Door.query(request, "t")
                        .flatMap(signIn::begin)
                        .map(beginning -> redirect(request, beginning))
                        .orElseGet(() -> Pages.page(
                                request,
                                410,
                                "This sign-in link is not valid any more",
                                "Ask whoever runs this relay for a new one.")));
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
        return Door.page(request, context, () -> {
            var ending = signIn.end(
                    cookie(request),
                    Door.query(request, "state"),
                    Door.query(request, "code"),
                    Door.query(request, "error"));
            boolean connected = ending.outcome() == SignInOutcome.CONNECTED;
            return Pages.page(
                    request, connected ? 200 : 400, connected ? "Connected" : "Not connected", ending.detail());
        });
    }

    private HttpResponseMessage redirect(HttpRequestMessage<?> request, SignIn.Beginning beginning) {
        String attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
        return request.createResponseBuilder(HttpStatusType.custom(302))
                .header("Location", beginning.redirect().toString())
                .header("Set-Cookie", cookieName() + "=" + beginning.cookie() + attributes)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
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
