package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Whether a body arrived as it was sent: the platform drops one in chunks without a word, and undoes no encoding. */
final class Arrived {
    private static final String LENGTH = "content-length";

    private Arrived() {}

    /** A text, or the word that there is none: {@code Content-Length: 0}. */
    static void requireWhole(HttpRequestMessage<Optional<String>> request) {
        requireNotInChunks(request);
        boolean nothing = request.getBody().filter(text -> !text.isEmpty()).isEmpty();
        if (nothing && !Door.header(request, LENGTH).orElse("").equals("0")) {
            throw lengthRequired();
        }
    }

    /** A file, which may be empty. */
    static void requireWholeBytes(HttpRequestMessage<Optional<byte[]>> request) {
        requireNotInChunks(request);
        long sent = request.getBody().map(bytes -> bytes.length).orElse(0);
        if (!Door.header(request, LENGTH).orElse("").equals(Long.toString(sent))) {
            throw lengthRequired();
        }
        String type = Door.header(request, "content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            throw new Refused(
                    RefusalCode.UNSUPPORTED_CONTENT_TYPE,
                    "Send the file's bytes as they are, with Content-Type: application/octet-stream.");
        }
    }

    static void requireNotInChunks(HttpRequestMessage<?> request) {
        if (Door.header(request, "transfer-encoding").isPresent()) {
            throw lengthRequired();
        }
        String encoding = Door.header(request, "content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new Refused(
                    RefusalCode.UNSUPPORTED_CONTENT_TYPE,
                    "Send the body as it is, without a Content-Encoding: it is not undone here.");
        }
    }

    /** @param largest bytes */
    static void requireSmall(String text, int largest) {
        if (text.length() > largest || text.getBytes(StandardCharsets.UTF_8).length > largest) {
            throw new Refused(
                            RefusalCode.BODY_TOO_LARGE,
                            "The body of this call may have at most " + largest
                                    + " bytes. Content is put to an upload's staging URL, not into a call.")
                    .with("limitBytes", largest);
        }
    }

    private static Refused lengthRequired() {
        return new Refused(
                RefusalCode.LENGTH_REQUIRED,
                "Send the body whole, with its Content-Length: one in chunks does not arrive here. Without a body send"
                        + " Content-Length: 0.");
    }
}
