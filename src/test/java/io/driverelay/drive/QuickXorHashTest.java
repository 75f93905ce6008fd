package io.driverelay.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickXorHashTest {
    @ParameterizedTest
    @CsvSource({
        "'', AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "Sg==, SgAAAAAAAAAAAAAAAQAAAAAAAAA=",
        "tbQ=, taAFAAAAAAAAAAAAAgAAAAAAAAA=",
        "0pZP, 0rDEEwAAAAAAAAAAAwAAAAAAAAA=",
        "XJZSOiNO2bmfKnTKD7fztcQX, /6ZArHQwAidkIxefQgEdlPGAW8w="
    })
    void hashIsMicrosofts(String input, String expected) {
        byte[] bytes = Base64.getDecoder().decode(input);
        var hash = new QuickXorHash();
        hash.update(bytes, 0, bytes.length);

        assertThat(hash.base64()).isEqualTo(expected);
    }

    @Test
    void hashIsThatOfTheDefinition_howeverTheBytesAreCutAndResumed() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[random.nextInt(5000)];
            random.nextBytes(bytes);
            var hash = new QuickXorHash();
            for (int at = 0; at < bytes.length; ) {
                int n = Math.min(bytes.length - at, 1 + random.nextInt(700));
                hash.update(bytes, at, n);
                at += n;
                hash = QuickXorHash.resume(hash.state());
            }
            assertThat(hash.length()).isEqualTo(bytes.length);
            assertThat(hash.base64()).as("seed %d, round %d", seed, round).isEqualTo(byDefinition(bytes));
        }
    }

    private static String byDefinition(byte[] bytes) {
        byte[] hash = new byte[20];
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                if ((bytes[i] >> bit & 1) == 1) {
                    int at = (int) ((11L * i + bit) % 160);
                    hash[at / 8] ^= (byte) (1 << (at % 8));
                }
            }
        }
        for (int i = 0; i < 8; i++) {
            hash[12 + i] ^= (byte) ((long) bytes.length >>> (8 * i));
        }
        return Base64.getEncoder().encodeToString(hash);
    }
}
