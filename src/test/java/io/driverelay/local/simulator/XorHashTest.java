package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XorHashTest {
    @ParameterizedTest
    @CsvSource({
        "'', AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "Sg==, SgAAAAAAAAAAAAAAAQAAAAAAAAA=",
        "0pZP, 0rDEEwAAAAAAAAAAAwAAAAAAAAA=",
        "XJZSOiNO2bmfKnTKD7fztcQX, /6ZArHQwAidkIxefQgEdlPGAW8w="
    })
    void hashIsMicrosofts(String input, String expected) {
        byte[] bytes = Base64.getDecoder().decode(input);
        var hash = new XorHash();
        hash.add(bytes, bytes.length);

        assertThat(XorHash.restored(hash.saved()).base64()).isEqualTo(expected);
    }
}
