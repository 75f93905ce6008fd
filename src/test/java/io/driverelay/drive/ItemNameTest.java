package io.driverelay.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a:b",
                "a/b",
                "a\\b",
                "a|b",
                "a?b",
                "a*b",
                "a<b",
                "a>b",
                "\"",
                "CON",
                "com1",
                "LPT9",
                ".lock",
                "desktop.ini",
                "x_vti_y",
                "~$doc",
                "ends.",
                " begins",
                "ends ",
                "tab\t",
                "\ud83d"
            })
    void nameThatOneDriveRefusesIsRefused(String name) {
        assertThat(ItemName.problemWith(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.tar", "Häuser", "😀", "a #1 100%", "%2e", "com10", "~a", "e\u0301"})
    void nameThatOneDriveTakesIsTaken(String name) {
        assertThat(ItemName.problemWith(name)).isEmpty();
    }

    @Test
    void refusalNamesTheCharacter() {
        assertThat(ItemName.problemWith("a:b"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("character :"));
        assertThat(ItemName.problemWith("a".repeat(256)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("256"));
    }
}
