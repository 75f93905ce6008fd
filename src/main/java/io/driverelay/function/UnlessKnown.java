package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.driverelay.store.Ids;
import java.util.Arrays;
import java.util.Map;

/** Answers with an {@code ETag}: 304 to a caller that holds exactly this already. */
final class UnlessKnown {
    private UnlessKnown() {}

    static HttpResponseMessage json(HttpRequestMessage<?> request, Object view) {
        String eTag = "\"" + Ids.derivedFrom(HttpReply.text(view)) + "\"";
        boolean known = Door.header(request, "if-none-match").stream()
                .flatMap(all -> Arrays.stream(all.split(",", -1)))
                .anyMatch(one -> one.strip().replaceFirst("^W/", "").equals(eTag));
        if (known) {
            return ReplyHeaders.reply(request, 304)
                    .header("ETag", eTag)
                    .header(ReplyHeaders.CACHE_CONTROL, "no-cache")
                    .build();
        }
        return HttpReply.json(request, 200, view, Map.of("ETag", eTag, ReplyHeaders.CACHE_CONTROL, "no-cache"));
    }
}
