package io.driverelay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** And over the native library's. */
class NativeTlsByteClientTest extends JdkTlsByteClientTest {
    @Override
    Cryptography cryptography() {
        return Cryptography.quickest();
    }

    @Test
    void theLibraryIsInUse() {
        assertThat(cryptography()).hasToString("Conscrypt");
    }
}
