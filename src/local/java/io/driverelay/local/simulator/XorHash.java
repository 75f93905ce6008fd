package io.driverelay.local.simulator;

import java.util.Base64;

/** quickXorHash, written from its definition: byte i is XORed in at bit 11·i of a circle of 160 bits, the length into the last eight bytes. */
final class XorHash {
    private static final int PERIOD = 160;

    private final byte[] sums = new byte[PERIOD];
    private long count;

    void add(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            int phase = (int) (count % PERIOD);
            int run = Math.min(PERIOD - phase, length - at);
            for (int i = 0; i < run; i++) {
                sums[phase + i] ^= bytes[at + i];
            }
            at += run;
            count += run;
        }
    }

    String base64() {
        boolean[] circle = new boolean[PERIOD];
        for (int i = 0; i < PERIOD; i++) {
            for (int bit = 0; bit < 8; bit++) {
                circle[(11 * i + bit) % PERIOD] ^= (sums[i] >> bit & 1) == 1;
            }
        }
        for (int bit = 0; bit < 64; bit++) {
            circle[PERIOD - 64 + bit] ^= (count >> bit & 1) == 1;
        }
        byte[] hash = new byte[PERIOD / 8];
        for (int bit = 0; bit < PERIOD; bit++) {
            if (circle[bit]) {
                hash[bit / 8] |= (byte) (1 << (bit % 8));
            }
        }
        return Base64.getEncoder().encodeToString(hash);
    }

    /** All that is needed to go on later. */
    String saved() {
        return count + ":" + Base64.getEncoder().encodeToString(sums);
    }

    static XorHash restored(String saved) {
        var hash = new XorHash();
        int colon = saved.indexOf(':');
        hash.count = Long.parseLong(saved.substring(0, colon));
        byte[] sums = Base64.getDecoder().decode(saved.substring(colon + 1));
        System.arraycopy(sums, 0, hash.sums, 0, PERIOD);
        return hash;
    }
}
