package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectPutTest {
    /** P12: the platform has decoded once; nothing is decoded again. */
    @ParameterizedTest
    @ValueSource(strings = {"test%46.txt", "foo%20bar.pdf", "50%.txt", "a+b", "a%2", "%", "%%", "é/ü.txt", "%7e"})
    void pathIsKeptAsItWasDecoded(String bound) {
        assertThat(DirectPut.path(bound)).isEqualTo(bound);
    }

    /** N3, P21. */
    @ParameterizedTest
    @CsvSource({
        "E%2Fphoto.jpg,encoded slash",
        "e%2fphoto.jpg,encoded slash",
        "m%FCller.txt,not UTF-8",
        "%c3%a9,not UTF-8",
        "'',empty",
        "'.',empty"
    })
    void pathThatCouldBeAnothersIsRefused_sayingWhy(String bound, String why) {
        Refused refused = catchThrowableOfType(Refused.class, () -> DirectPut.path(bound));

        assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_DESTINATION);
        assertThat(refused).hasMessageContaining(why);
        assertThat(refused.facts().get("errors")).asString().contains("/path");
    }

    /** N19. */
    @Test
    void conflictIsHonoured_asParameterOrHeader() {
        assertThat(conflict(Map.of(), Map.of())).isNull();
        assertThat(conflict(Map.of("conflict", "replace"), Map.of())).isEqualTo(Conflict.REPLACE);
        assertThat(conflict(Map.of("conflict", "rename"), Map.of())).isEqualTo(Conflict.RENAME);
        assertThat(conflict(Map.of("conflict", "fail"), Map.of("if-none-match", "*")))
                .isEqualTo(Conflict.FAIL);
        assertThat(conflict(Map.of("code", "key"), Map.of("if-none-match", "*")))
                .isEqualTo(Conflict.FAIL);
    }

    /** N19. */
    @ParameterizedTest
    @CsvSource({
        "content-range,bytes 0-4/10",
        "if-match,*",
        "if-unmodified-since,x",
        "if-none-match,\"abc\"",
        "if-none-match,''"
    })
    void headerThatIsNotHonouredIsRefused(String name, String value) {
        assertThat(refused(Map.of(), Map.of(name, value))).containsIgnoringCase(name);
    }

    /** N19. */
    @ParameterizedTest
    @CsvSource({"conflict,overwrite", "conflict,REPLACE", "overwrite,true", "conflcit,fail"})
    void parameterThatIsNotKnownIsRefused(String name, String value) {
        assertThat(refused(Map.of(name, value), Map.of())).contains("conflict");
    }

    @Test
    void parameterAndHeaderThatDisagreeAreRefused() {
        assertThat(refused(Map.of("conflict", "replace"), Map.of("if-none-match", "*")))
                .contains("If-None-Match");
        assertThat(refused(Map.of("conflict", "rename"), Map.of("if-none-match", "*")))
                .contains("If-None-Match");
    }

    private static Conflict conflict(Map<String, String> query, Map<String, String> headers) {
        return DirectPut.conflict(TestRequests.with(query, headers, new byte[0]));
    }

    private static String refused(Map<String, String> query, Map<String, String> headers) {
        return catchThrowableOfType(Refused.class, () -> conflict(query, headers))
                .getMessage();
    }
}
