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
                "\ud83d",
                "line\nend",
                "line\u0085end",
                "line\u2028end",
                "paragraph\u2029end",
                "gpj.\u202eexe",
                "\u200fmark",
                "isolate\u2066",
                "M\ufffdller",
                "\ufffe",
                "\ufdd0"
            })
    void nameThatOneDriveRefusesIsRefused(String name) {
        assertThat(ItemName.problemWith(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.tar",
                "Häuser",
                "😀",
                "a #1 100%",
                "%2e",
                "com10",
                "~a",
                "e\u0301",
                "👩‍👩‍👧",
                "نسخة",
                "a\u00a0b"
            })
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

    /** N22. */
    @Test
    void nameIsShownShort_withoutCharactersThatAScreenObeys() {
        assertThat(ItemName.shown("a\u202eb\n", 80)).isEqualTo("a<U+202E>b<U+000A>");
        assertThat(ItemName.shown("😀".repeat(81), 80)).isEqualTo("😀".repeat(80) + "…");
    }
}
