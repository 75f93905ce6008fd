package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.Map;

/** What every answer of every door carries, pages, redirects and answers without a body among them. */
final class ReplyHeaders {
    static final String CACHE_CONTROL = "Cache-Control";
    static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    /** Nothing is loaded, framed or sent on. */
    static final String NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Strict-Transport-Security",
            "max-age=31536000",
            "Referrer-Policy",
            "no-referrer",
            CACHE_CONTROL,
            "no-store",
            CONTENT_SECURITY_POLICY,
            NOTHING);

    private ReplyHeaders() {}

    /** A reply that has them; what is set after it wins. */
    static HttpResponseMessage.Builder reply(HttpRequestMessage<?> request, int status) {
        HttpResponseMessage.Builder reply = request.createResponseBuilder(HttpStatusType.custom(status));
        ALWAYS.forEach(reply::header);
        return reply;
    }
}
