package io.driverelay.azure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Block n, from 0, has the id base64(n as six decimal digits): nobody depends on the order of base64 text. */
final class BlockIds {
    private BlockIds() {}

    static String id(int number) {
        return Base64.getEncoder().encodeToString(String.format("%06d", number).getBytes(StandardCharsets.US_ASCII));
    }

    /** -1 for an id that is none of ours. */
    static int number(String id) {
        try {
            String digits = new String(Base64.getDecoder().decode(id), StandardCharsets.US_ASCII);
            return digits.matches("[0-9]{6}") ? Integer.parseInt(digits) : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
