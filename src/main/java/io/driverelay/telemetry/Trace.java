package io.driverelay.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what everything is found that belongs together, over all calls, messages and instances.
 *
 * @param id 32 hexadecimal digits in lower case, not all zero
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record Trace(String id) {
    private static final Pattern ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    /** A version of the future may go on after the flags. */
    private static final Pattern PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(" + ID + ")-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]*)?");

    private static final int LONGEST = 200;

    public Trace {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("no id of a trace");
        }
    }

    /** What a {@code traceparent} tells; one that is none is none, as the standard wants. */
    public static Optional<Trace> of(String traceparentOrNull) {
        if (traceparentOrNull == null || traceparentOrNull.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parent = PARENT.matcher(traceparentOrNull.strip());
        return parent.matches() ? Optional.of(new Trace(parent.group(1))) : Optional.empty();
    }

    /** Always the same of the same: what nobody traced, or whose record an older version wrote, is found by it all the same. */
    public static Trace derivedFrom(String id) {
        return new Trace(HexFormat.of().formatHex(sha256(id), 0, 16));
    }

    /** As the {@code traceparent} of a message: of the same trace, and recorded. */
    public String parent(String of) {
        return "00-" + id + "-" + HexFormat.of().formatHex(sha256(of), 0, 8) + "-01";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
