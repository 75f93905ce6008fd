package io.driverelay.local.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import g.SampleFunctions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator against what the platform's own wrote for the same functions. */
class FunctionJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"checkDrives", "health", "openUpload", "poison", "receiveFile", "relay"})
    void functionJsonIsWhatThePlatformsGeneratorWrites(String function) throws IOException {
        var method = PackageApp.named(List.of(SampleFunctions.class)).get(function);

        assertThat(FunctionJson.of(method, "drive-relay-1.0.0.jar"))
                .isEqualTo(MAPPER.readTree(getClass().getResourceAsStream("/function-json/" + function + ".json")));
    }

    @Test
    void twoFunctionsOfOneNameAreRefused() {
        assertThatThrownBy(() -> PackageApp.named(List.of(SampleFunctions.class, SampleFunctions.class)))
                .hasMessageContaining("two functions are called");
    }
}
