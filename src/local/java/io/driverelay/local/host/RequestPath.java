package io.driverelay.local.host;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path as the platform's web server takes it: decoded, except that an encoded slash stays encoded and a plus a plus, and only then freed
 * of its dots, so that encoded ones count as well.
 */
record RequestPath(String decoded) {
    private static final Pattern ENCODED = Pattern.compile("(?:%(?!2[fF])[0-9a-fA-F]{2})+");
    private static final String PLAIN = "-._~!$&'()*+,;=:@/";

    static RequestPath of(String raw) {
        return new RequestPath(withoutDots(decode(raw)));
    }

    /** As the function's URI shows it. */
    String encoded() {
        var text = new StringBuilder();
        byte[] bytes = decoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean kept = c == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (kept || plain) {
                text.append(c);
            } else {
                text.append(String.format("%%%02X", (int) c));
            }
        }
        return text.toString();
    }

    private static boolean isHex(byte character) {
        return Character.digit((char) character, 16) >= 0;
    }

    /** What is no UTF-8 stays as it is. */
    private static String decode(String raw) {
        return ENCODED.matcher(raw).replaceAll(run -> Matcher.quoteReplacement(decodeRun(run.group())));
    }

    private static String decodeRun(String run) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(run.replace("%", ""))))
                    .toString();
        } catch (CharacterCodingException e) {
            return run;
        }
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] places = path.split("/", -1);
        for (int i = 1; i < places.length; i++) {
            boolean last = i == places.length - 1;
            if (places[i].equals("..")) {
                kept.pollLast();
            } else if (!places[i].equals(".")) {
                kept.addLast(places[i]);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
