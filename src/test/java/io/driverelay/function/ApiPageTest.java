package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference is what the contract says, word for word. */
class ApiPageTest {
    private static final Path PAGE = Path.of("docs", "api.md");

    /** {@code -Ddocs=overwrite} writes it anew. */
    @Test
    void docsSayWhatTheContractSays() throws IOException {
        String text = new ApiPage().text();
        if (System.getProperty("docs", "").equals("overwrite")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(text);
    }
}
