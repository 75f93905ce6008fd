package io.driverelay.telemetry;

import java.util.List;
import java.util.Locale;

/** A text as a JSON string on one line, cut where it is too long; one that shows a credential is withheld whole. */
final class QuotedText {
    /** What a message of somebody else's may quote. Ours never do: this is the second lock. */
    private static final List<String> CREDENTIALS = List.of(
            "sig=",
            "code=",
            "bearer ",
            "refresh_token",
            "access_token",
            "client_secret",
            "x-functions-key",
            "x-home-key",
            "tempauth",
            "/webhook/");

    private static final String WITHHELD = "(withheld)";
    private static final char CUT = '…';

    private final StringBuilder json;
    private final ValueType type;

    QuotedText(StringBuilder json, ValueType type) {
        this.json = json;
        this.type = type;
    }

    void append(String text) {
        json.append('"');
        int left = type.mostBytes() - bytes(CUT) - 2;
        String shown = showsCredential(text) ? WITHHELD : text;
        for (int n = 0; n < shown.length(); n++) {
            char sign = clean(shown.charAt(n));
            left -= bytes(sign);
            if (left < 0) {
                json.append(CUT);
                break;
            }
            if (sign == '"' || sign == '\\') {
                json.append('\\');
            }
            json.append(sign);
        }
        json.append('"');
    }

    private boolean showsCredential(String text) {
        if (type != ValueType.TEXT) {
            return false;
        }
        String folded = text.toLowerCase(Locale.ROOT);
        return CREDENTIALS.stream().anyMatch(folded::contains);
    }

    /** A line stays one line, whatever stands in it; half a surrogate pair could not be written as UTF-8. */
    private static char clean(char sign) {
        return sign < ' '
                        || sign == 0x7f
                        || (sign >= 0x80 && sign < 0xa0)
                        || sign == 0x2028
                        || sign == 0x2029
                        || Character.isSurrogate(sign)
                ? ' '
                : sign;
    }

    private static int bytes(char sign) {
        if (sign == '"' || sign == '\\') {
            return 2;
        }
        return sign < 0x80 ? 1 : sign < 0x800 ? 2 : 3;
    }
}
