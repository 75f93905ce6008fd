package io.driverelay.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Queries know what the code declares, nothing else. */
class PreludeTest {
    /** {@code -Ddocs=overwrite} writes it anew. */
    @Test
    void preludeProjectsWhatIsDeclared() throws IOException {
        String text = Prelude.ofTheDeclaration();
        if (System.getProperty("docs", "").equals("overwrite")) {
            Files.writeString(Query.FOLDER.resolve(Prelude.NAME + ".kql"), text);
        }
        assertThat(Query.contents(Prelude.NAME)).isEqualTo(text);
    }
}
