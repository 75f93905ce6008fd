package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a direct PUT says beside its bytes: the path, and what is to happen when the name is taken. Nothing of it is passed over. */
final class DirectPut {
    /**
     * What the platform's decoding leaves ambiguous: a slash that was encoded looks like one that was encoded twice, and so does a byte that is
     * not UTF-8.
     */
    private static final Pattern AMBIGUOUS = Pattern.compile("%(?:2[fF]|[89a-fA-F][0-9a-fA-F])");

    private static final List<String> NOT_HONOURED =
            List.of("content-range", "range", "if-range", "if-match", "if-modified-since", "if-unmodified-since");

    private DirectPut() {}

    /** @param bound the route's parameter, decoded once */
    static String path(String bound) {
        if (bound.isEmpty() || bound.equals(".")) {
            throw refused("The path is empty. Name the file: /api/connections/{id}/files/Snapshots/photo.jpg.");
        }
        Matcher found = AMBIGUOUS.matcher(bound);
        if (found.find()) {
            String what = found.group().toUpperCase(Locale.ROOT);
            throw refused(
                    what.equals("%2F")
                            ? "The path holds %2F, an encoded slash: send the slashes between folders as they are, and encode each name by itself."
                            : "The path holds " + what
                                    + ", which is not UTF-8. Encode names in UTF-8; a name that really has a percent sign"
                                    + " there is sent by opening an upload (POST /api/connections/{id}/uploads).");
        }
        return bound;
    }

    /** Null for a file's default. */
    static Conflict conflict(HttpRequestMessage<?> request) {
        NOT_HONOURED.forEach(name -> requireAbsent(request, name));
        Door.requireKnownQuery(request, List.of("conflict"));
        Conflict asked =
                Door.query(request, "conflict").map(DirectPut::conflict).orElse(null);
        String header = request.getHeaders().get("if-none-match");
        if (header == null) {
            return asked;
        }
        if (!header.strip().equals("*")) {
            throw new Refused(
                    RefusalCode.INVALID_REQUEST,
                    "If-None-Match may only be *, which is conflict=fail: the drive's ETags are not known here.");
        }
        if (asked != null && asked != Conflict.FAIL) {
            throw new Refused(
                    RefusalCode.INVALID_REQUEST,
                    "If-None-Match: * is conflict=fail, and the parameter conflict says otherwise: send one of them.");
        }
        return Conflict.FAIL;
    }

    private static Conflict conflict(String text) {
        return Labels.find(Conflict.class, text)
                .orElseThrow(() -> new Refused(
                        RefusalCode.INVALID_REQUEST, "conflict must be one of " + Labels.all(Conflict.class) + "."));
    }

    private static void requireAbsent(HttpRequestMessage<?> request, String header) {
        if (request.getHeaders().containsKey(header)) {
            throw new Refused(
                    RefusalCode.INVALID_REQUEST,
                    "A direct upload does not honour the header " + header
                            + ": the whole file is put, whatever lies there. Leave it out, or open an upload.");
        }
    }

    private static Refused refused(String detail) {
        return new Refused(RefusalCode.INVALID_DESTINATION, detail)
                .with("field", "path")
                .with("errors", List.of(Map.of("pointer", "/path", "detail", detail)));
    }
}
