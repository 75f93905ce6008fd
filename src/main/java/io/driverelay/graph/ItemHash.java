package io.driverelay.graph;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A quickXorHash as an item tells it: base64 of twenty bytes as a rule, met as hexadecimal, as nothing and as zeros too. */
final class ItemHash {
    private static final int HASH_BYTES = 20;

    private ItemHash() {}

    /** In base64; null where none is told. Only what holds no bytes hashes to zeros. */
    static String read(String text, long sizeBytes) {
        byte[] hash = text == null ? null : decoded(text.strip());
        boolean zeros = hash != null && Arrays.equals(hash, new byte[HASH_BYTES]);
        if (hash == null || hash.length != HASH_BYTES || (zeros && sizeBytes > 0)) {
            return null;
        }
        return Base64.getEncoder().encodeToString(hash);
    }

    private static byte[] decoded(String text) {
        if (text.matches("[0-9a-fA-F]{40}")) {
            return HexFormat.of().parseHex(text);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
