package io.driverelay.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.ItemName;
import io.driverelay.upload.BackupMetadata;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupFileNameTest {
    private static final OffsetDateTime DATE = date("2026-01-08T04:45:11.344763+01:00");
    private static final String END = "_2026-01-08_04.45_11344763.tar";

    /** What Python makes of {@code "_".join(f"{name} {date:%Y-%m-%d %H.%M %S%f}.tar".split())}. */
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "Automatic backup 2026.1.0|2026-01-08T04:45:11.344763+01:00|Automatic_backup_2026.1.0_2026-01-08_04.45_11344763.tar",
                "  a\u00a0b\t\u2003c \u001c d |2026-01-08T04:45:11+05:30|a_b_c_d_2026-01-08_04.45_11000000.tar",
                "''|2025-12-31T23:59:59.999999+00:00|2025-12-31_23.59_59999999.tar",
                "Nabu Casa / Webhook: Proxy|2024-02-29T00:00:00.000001-00:00|Nabu_Casa_/_Webhook:_Proxy_2024-02-29_00.00_00000001.tar",
                "Ünïcode 🏠 #1|2026-01-08T04:45:11.3Z|Ünïcode_🏠_#1_2026-01-08_04.45_11300000.tar"
            })
    void isWhatHomeAssistantSuggests(String name, String date, String expected) {
        assertThat(BackupFileName.suggested(name, date(date))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-08T04:45:11.344763+01:00", "2026-01-08T04:45:11.344763Z", "2026-01-08T04:45:11-00:00",
                "2026-01-08 04:45:11+0100", "2026-01-08T04:45+01", "2026-01-08T04:45:11.344763123+05:45"
            })
    void datesAreReadInEveryFormThatHomeAssistantReads(String date) {
        assertThat(BackupDate.read(date)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-01-08", "2026-13-08T04:45:11Z", "2026-01-08T04:45:11", "2026-01-08T04:45:11 +01:00"})
    void otherDatesAreNone(String date) {
        assertThat(BackupDate.read(date)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nabu Casa / Webhook: Proxy|Nabu_Casa___Webhook__Proxy",
                "a*b?c<d>e\"f\\g|a_b_c_d_e_f_g",
                "~$draft|_$draft",
                "my_VTI_name|my-vti-name",
                "line\u2028end \u202eturned \ufffd|line_end__turned__",
                "half \ud83c|half__",
                "CON|CON",
                "100% of #1 + 🏠|100%_of_#1_+_🏠"
            })
    void nameThatOneDriveRefusesIsMadeOneThatItTakes(String name, String base) {
        String made = BackupFileName.forOneDrive(name, DATE, 255);

        assertThat(made).isEqualTo(base + END);
        assertThat(ItemName.problemWith(made)).isEmpty();
    }

    @Test
    void tooLongANameIsCutBeforeItsDate_withRoomForTheDescriptionBesideIt() {
        String made = BackupFileName.forOneDrive("n".repeat(1000), DATE, 255);

        assertThat(made).endsWith("n" + END).hasSize(255 - ".metadata.json".length() + ".tar".length());
        assertThat(ItemName.problemWith(made.replace(".tar", ".metadata.json"))).isEmpty();
        assertThat(BackupFileName.forOneDrive("n", DATE, 10)).isEqualTo(END.substring(1));
    }

    @Test
    void noCharacterIsCutThrough() {
        for (int longest = 41; longest < 60; longest++) {
            assertThat(ItemName.problemWith(BackupFileName.forOneDrive("🏠".repeat(20), DATE, longest)))
                    .isEmpty();
        }
    }

    @Test
    void dateIsTheDescriptionsOwn() {
        String json = Descriptions.json("a", "Nightly", 5);

        assertThat(new AgentBackups().fileName(new BackupMetadata(json, "a", "Nightly"), 255))
                .isEqualTo("Nightly" + END);
    }

    private static OffsetDateTime date(String text) {
        return BackupDate.read(text).orElseThrow();
    }
}
