package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.connection.AuthorityFault;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSecretTest {
    @ParameterizedTest
    @ValueSource(strings = {"a b", "a b\n", " a b\r\n", "\ta b "})
    void whiteSpaceAroundItIsNoPartOfIt(String kept) {
        assertThat(new ClientSecret(name -> Optional.of(kept)).get()).isEqualTo("a b");
    }

    @Test
    void blankOneIsNone() {
        AuthorityFault fault =
                catchThrowableOfType(AuthorityFault.class, () -> new ClientSecret(name -> Optional.of("\n")).get());
        assertThat(fault.kind()).isEqualTo(AuthorityFault.Kind.OPERATOR_MUST_ACT);
    }
}
