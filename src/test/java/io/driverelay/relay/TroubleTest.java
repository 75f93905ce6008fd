package io.driverelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.DriveFault;
import io.driverelay.upload.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of treatments: whole, bounded, true to what it says, and the same in docs. */
class TroubleTest {
    private static final String HEAD = """
            | trouble | who | asked next | in a turn | between turns | session given up after | ends | the owner reads |
            |---|---|---|---|---|---|---|---|
            """;
    private static final Path DOCS = Path.of("docs", "treatments.md");

    @ParameterizedTest
    @EnumSource(DriveFault.Kind.class)
    void everyFaultOfADriveHasARow(DriveFault.Kind kind) {
        assertThat(Trouble.of(kind)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void everyRepeatIsFewInATurn_andSaysWhatItsReaderCanDo(Trouble trouble) {
        assertThat(trouble.triesInTurn).isBetween(0, 5);
        assertThat(trouble == Trouble.CUT_OFF || trouble.words.endsWith(".")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void onlyWhatIsInTheOwnersHandIsFinalAtOnce(Trouble trouble) {
        boolean owners = Set.of(Reason.NAME_REFUSED, Reason.CONTENT_REFUSED).contains(trouble.reason);

        assertThat(trouble.ends == Trouble.Ends.AT_ONCE).isEqualTo(owners);
    }

    /** {@code -Ddocs=overwrite} writes it anew. */
    @Test
    void docsShowTheSameTable() throws IOException {
        String text = Files.readString(DOCS);
        int from = text.indexOf("| trouble |");
        String table = table();
        if (System.getProperty("docs", "").equals("overwrite")) {
            Files.writeString(DOCS, text.substring(0, from) + table);
        }
        assertThat(Files.readString(DOCS).substring(from)).isEqualTo(table);
    }

    private static String table() {
        var table = new StringBuilder(HEAD);
        for (Trouble trouble : Trouble.values()) {
            table.append("| %s | %s | %s | %d | %s | %s | %s | %s |\n"
                    .formatted(
                            words(trouble),
                            words(trouble.reason),
                            words(trouble.next),
                            trouble.triesInTurn,
                            words(trouble.between),
                            trouble.sessionTries == 0 ? "–" : Integer.toString(trouble.sessionTries),
                            words(trouble.ends),
                            trouble.words));
        }
        return table.toString();
    }

    private static String words(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
