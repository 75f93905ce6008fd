package io.driverelay.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.BackupMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentBackupsTest {
    private static final String VALID = Descriptions.json("abcd1234", "Automatic backup 2026.1.0", 1234);

    private final AgentBackups backups = new AgentBackups();

    @Test
    void whatHomeAssistantWritesIsValid() {
        assertThat(backups.check(VALID))
                .isEqualTo(new BackupDescription.Valid(
                        new BackupMetadata(VALID, "abcd1234", "Automatic backup 2026.1.0")));
    }

    @Test
    void whatHomeAssistantDoesNotKnowIsKeptToTheLetter() {
        String more = VALID.replace("{\"addons\"", "{ \"new\": [1.10, 1e2],\n\"addons\"")
                .replace("\"with_automatic_settings\":true", "\"with_automatic_settings\":true,\"anything\":{\"n\":1}");

        assertThat(((BackupDescription.Valid) backups.check(more)).metadata().json())
                .isEqualTo(more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addons",
                "backup_id",
                "date",
                "database_included",
                "extra_metadata",
                "folders",
                "homeassistant_included",
                "homeassistant_version",
                "name",
                "protected",
                "size"
            })
    void everyFieldMustBeThere(String field) {
        String without = VALID.replaceFirst("([{,])\"" + field + "\":(?!\"File editor)", "$1\"was-" + field + "\":");

        assertThat(problems(without)).containsExactly(new BackupDescription.Problem("/" + field, "is missing"));
    }

    /** Each of these makes Home Assistant fail over its whole list, or what it does with the backup afterwards. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"abcd1234\"|12345678|/backup_id",
                "\"abcd1234\"|\"../abcd\"|/backup_id",
                "\"abcd1234\"|\"..\"|/backup_id",
                "\"abcd1234\"|\"\"|/backup_id",
                "{\"instance_id\":\"b5bb4d4c1f7a4e2f9d0c3b2a19087f6e\",\"with_automatic_settings\":true}|[]|/extra_metadata",
                "\"b5bb4d4c1f7a4e2f9d0c3b2a19087f6e\"|5|/extra_metadata/instance_id",
                "\"with_automatic_settings\":true|\"with_automatic_settings\":1|/extra_metadata/with_automatic_settings",
                "2026-01-08T04:45:11.344763+01:00|2026-01-08T04:45:11.344763|/date",
                "2026-01-08T04:45:11.344763+01:00|yesterday|/date",
                "\"database_included\":true|\"database_included\":\"true\"|/database_included",
                "\"homeassistant_included\":true|\"homeassistant_included\":null|/homeassistant_included",
                "\"homeassistant_version\":\"2026.1.0\"|\"homeassistant_version\":2026.1|/homeassistant_version",
                "\"Automatic backup 2026.1.0\"|null|/name",
                "\"protected\":true|\"protected\":1|/protected",
                "\"size\":1234|\"size\":\"1234\"|/size",
                "\"size\":1234|\"size\":-1|/size",
                "\"size\":1234|\"size\":1234.5|/size",
                "\"addons/local\"|\"homeassistant\"|/folders/1",
                "[\"share\",\"addons/local\"]|{}|/folders",
                "\"slug\":\"core_configurator\"|\"slug\":null|/addons/0/slug",
                "\"slug\":\"core_configurator\",|``|/addons/0/slug",
                "\"version\":\"5.8.0\"|\"version\":5|/addons/0/version",
                "\"version\":\"5.8.0\"|\"version\":\"5.8.0\",\"size\":1|/addons/0/size",
                "\"version\":\"5.8.0\"|\"version\":\"5.8.0\",\"a/b\":1|/addons/0/a~1b",
                "File editor|\\ud800|/addons/0/name"
            })
    void mistakeIsToldWithItsPlace(String right, String wrong, String pointer) {
        assertThat(VALID).contains(right);

        assertThat(problems(VALID.replace(right, wrong)))
                .extracting(BackupDescription.Problem::pointer)
                .containsExactly(pointer);
    }

    @Test
    void everyMistakeIsTold() {
        assertThat(problems("{}")).hasSize(11);
        assertThat(problems("{\"addons\":[1,{}]}"))
                .extracting(BackupDescription.Problem::pointer)
                .contains("/addons/0", "/addons/1/name", "/addons/1/slug", "/addons/1/version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "5", "{} {}", "\ufeff{}", "<html>"})
    void whatIsNoObjectIsInvalidAsAWhole(String text) {
        assertThat(problems(text))
                .extracting(BackupDescription.Problem::pointer)
                .containsExactly("");
    }

    @Test
    void absurdTextsAreInvalid() {
        String nested = "[".repeat(100_000);

        assertThat(problems(VALID.replace("{\"addons\"", "{\"x\":" + nested + ",\"addons\"")))
                .hasSize(1);
        assertThat(problems(VALID.replace("File editor", "ä".repeat(BackupDescriptions.LARGEST_BYTES / 2))))
                .extracting(BackupDescription.Problem::detail)
                .containsExactly("must have at most 262144 bytes");
    }

    private List<BackupDescription.Problem> problems(String json) {
        return ((BackupDescription.Invalid) backups.check(json)).problems();
    }
}
