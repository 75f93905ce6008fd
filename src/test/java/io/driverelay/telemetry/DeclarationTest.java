package io.driverelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be in the log is declared whole: one name, one type, one unit, and no line that is too long. */
class DeclarationTest {
    /** The platform's limit of a line is four times that. */
    private static final int LONGEST_LINE_BYTES = 8 << 10;

    static Stream<Dimension> dimensions() {
        return Dimension.all();
    }

    @Test
    void noTwoDimensionsHaveOneName() {
        assertThat(Dimension.all().map(Dimension::member)).doesNotHaveDuplicates();
        assertThat(Dimension.all().map(Dimension::member)).doesNotContain("event");
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void nameTellsTheUnit(Dimension dimension) {
        String end = dimension.name().replaceFirst("^(?:.*_)?(MS|BYTES|SECONDS|HOURS|AT|ID|STATUS)$", "$1");
        String expected = switch (dimension.type()) {
            case MILLISECONDS -> "MS";
            case SECONDS -> "SECONDS";
            case HOURS -> "HOURS";
            case BYTES -> "BYTES";
            case INSTANT -> "AT";
            case STATUS -> "STATUS";
            case ID -> end.equals("ID") ? "ID" : dimension.name();
            case WORD, TEXT, STACK, COUNT, FLAG -> dimension.name();
        };

        assertThat(end).isEqualTo(expected);
        assertThat(dimension.meaning()).isNotBlank();
        assertThat(dimension.member()).matches("[a-z][A-Za-z]*");
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void noLineOfItCanBeTooLong(Event event) {
        int longest = 12
                + event.title().length()
                + event.dimensions().stream().mapToInt(Dimension::mostBytes).sum();

        assertThat(longest).isLessThanOrEqualTo(LONGEST_LINE_BYTES);
        assertThat(event.dimensions()).doesNotHaveDuplicates();
        assertThat(event.meaning()).isNotBlank();
        assertThat(event.title()).matches("[a-z]+(-[a-z]+)*");
    }
}
