package io.driverelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.ItemName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherNameTest {
    @ParameterizedTest
    @CsvSource({
        "photo.jpg, 1, photo 1.jpg",
        "photo.jpg, 16384, photo 16384.jpg",
        "a.tar.gz, 2, a.tar 2.gz",
        "README, 3, README 3",
        ".profile, 1, .profile 1",
        "photo 1.jpg, 1, photo 1 1.jpg"
    })
    void numberStandsBeforeWhatFollowsTheLastPeriod(String name, int number, String expected) {
        assertThat(OtherName.numbered(name, number)).isEqualTo(expected);
    }

    @Test
    void longNameIsCut_neverThroughACharacter() {
        String numbered = OtherName.numbered("x" + "🏠".repeat(125) + ".jpg", 10);

        assertThat(ItemName.problemWith(numbered)).isEmpty();
        assertThat(numbered).endsWith("🏠 10.jpg").hasSizeBetween(254, 255);
    }
}
