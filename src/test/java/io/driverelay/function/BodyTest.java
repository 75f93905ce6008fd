package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.connection.KeyScope;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    @Test
    void everyFaultIsToldAtOnce_byPointer() {
        Body body = body("{\"name\":1,\"scopes\":[\"restore\",\"all\"],\"validfor\":\"PT1H\"}");
        body.text("name");
        body.choices("scopes", KeyScope.class);
        body.duration("validFor");

        assertThat(errors(body::end)).containsOnlyKeys("/name", "/scopes/1", "/validfor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"name\":1,\"name\":2}", "[]", "null", "\"text\""})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThat(errors(() -> body(json))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1H", "an hour", "PT2562047788015215H", "P4000000D"})
    void durationThatNoKeyCanHaveIsRefused(String text) {
        Body body = body("{\"validFor\":\"" + text + "\"}");
        body.duration("validFor");

        assertThat(errors(body::end)).containsOnlyKeys("/validFor");
    }

    @Test
    void wholeNumberIsRead_alsoWithAPoint_andNothingElse() {
        Body right = body("{\"a\":5.0,\"b\":1e3,\"c\":9223372036854775807}");
        assertThat(List.of(right.number("a"), right.number("b"), right.number("c")))
                .containsExactly(5L, 1000L, Long.MAX_VALUE);
        right.end();

        Body wrong = body("{\"a\":5.5,\"b\":1e19,\"c\":9223372036854775808,\"d\":\"5\",\"e\":1e400}");
        List.of("a", "b", "c", "d", "e").forEach(wrong::number);
        assertThat(errors(wrong::end)).containsOnlyKeys("/a", "/b", "/c", "/d", "/e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003"})
    void blankNameIsRefused(String name) {
        Body body = body("{\"name\":\"" + name.replace("\t", "\\t") + "\"}");
        body.name("name");
        assertThat(errors(body::end)).containsOnlyKeys("/name");
    }

    @Test
    void pointerOfAFieldIsEscaped() {
        assertThat(errors(body("{\"a/b~c\":1}")::end)).containsOnlyKeys("/a~1b~0c");
    }

    @Test
    void whatIsRightIsRead_emojiToo() {
        Body body = body("{\"name\":\"\\ud83d\\ude00\",\"validFor\":\"PT1H\"}");

        assertThat(body.text("name")).isEqualTo("\ud83d\ude00");
        assertThat(body.duration("validFor")).isEqualTo(Duration.ofHours(1));
        body.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"files\":[]}", "{\"files\":[\"a\",\"b\",\"c\"]}", "{\"files\":\"a\"}"})
    void textsAreAsManyAsTheDoorTakes(String json) {
        Body body = body(json);
        body.texts("files", 2);
        assertThat(errors(body::end)).containsOnlyKeys("/files");
    }

    @Test
    void eachOfTheTextsIsOne() {
        Body body = body("{\"files\":[\"a\",null,1]}");
        body.texts("files", 3);
        assertThat(errors(body::end)).containsOnlyKeys("/files/1", "/files/2");

        Body right = body("{\"files\":[\"a\",\"\"]}");
        assertThat(right.texts("files", 3)).containsExactly("a", "");
        right.end();
    }

    /** M3. */
    @Test
    void textOverItsDoorsLimitIsNotEvenParsed() {
        String long16 = "{\"name\":\"" + "ü".repeat(8 << 10) + "\"}";
        assertThat(refused(() -> body(long16)).code()).isEqualTo(RefusalCode.BODY_TOO_LARGE);

        String broken = "[".repeat(JsonText.LARGEST + 1);
        Refused refused = refused(() -> Body.of(Optional.of(broken), JsonText.LARGEST));
        assertThat(refused.code()).isEqualTo(RefusalCode.BODY_TOO_LARGE);
        assertThat(refused.facts()).containsEntry("limitBytes", JsonText.LARGEST);
    }

    /** M3. */
    @Test
    void thousandUnknownFieldsAreToldAsTwentyAndTheirNumber() {
        String many = IntStream.range(0, 1000).mapToObj(n -> "\"f" + n + "\":0").collect(Collectors.joining(","));
        Refused refused = refused(body("{" + many + "}")::end);

        assertThat((List<?>) refused.facts().get("errors")).hasSize(20);
        assertThat(refused.facts()).containsEntry("moreErrors", 980);
        assertThat(refused.getMessage()).hasSizeLessThan(2000).contains("and 980 more");
    }

    /** N15. */
    @Test
    void doubledFieldIsToldAsSuch_byItsPointer_withEveryOther() {
        assertThat(errors(() -> body("{\"a\":1,\"a\":2,\"m\":{\"x\":[{\"y\":1,\"y\":2}]}}")))
                .containsOnlyKeys("/a", "/m/x/0/y")
                .containsValue("is there twice");
    }

    /** N15, M3. */
    @ParameterizedTest
    @ValueSource(strings = {"nested", "name", "number", "values"})
    void whatIsBeyondTheReadersLimitsIsToldAsSuch(String kind) {
        String json = switch (kind) {
            case "nested" -> "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}";
            case "name" -> "{\"" + "n".repeat(5000) + "\":1}";
            case "number" -> "{\"a\":" + "1".repeat(5000) + "}";
            default -> "{\"a\":[" + "0,".repeat(60_000) + "0]}";
        };
        assertThat(errors(() -> Body.of(Optional.of(json), JsonText.LARGEST)).get(""))
                .contains("64 levels", "1000 characters")
                .doesNotContain("not JSON");
    }

    /** P21. */
    @Test
    void textThatIsNotUtf8IsToldAsSuch_byItsPointer() {
        assertThat(errors(() -> body("{\"name\":\"M\ufffdller\",\"m\":{\"\ufffd\":[\"\ufffd\"]}}")))
                .containsKey("/name")
                .allSatisfy((pointer, detail) -> assertThat(detail).contains("not UTF-8"));
        Body escaped = body("{\"m\":{\"x\":\"\\ufffd\"}}");
        escaped.object("m");
        escaped.end();
    }

    /** N22. */
    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\u0085b", "a\\u2028b", "a\\u202eb"})
    void nameThatCannotBeShownIsRefused_andNeverRepeatedRaw(String written) {
        Body body = body("{\"name\":\"" + written + "\",\"x" + written + "\":1}");
        body.name("name");
        Refused refused = refused(body::end);

        assertThat(errors(() -> {
                    throw refused;
                }))
                .containsKey("/name")
                .hasSize(2);
        assertThat(refused.getMessage().codePoints())
                .noneMatch(c -> c < ' ' || c == 0x85 || c == 0x2028 || c == 0x202e);
    }

    /** N22. */
    @Test
    void nameHasALimit() {
        Body body = body("{\"name\":\"" + "n".repeat(201) + "\"}");
        body.name("name");

        assertThat(errors(body::end)).containsOnlyKeys("/name");
    }

    /** N18. */
    @Test
    void whatWasWrittenIsKept_toTheLetter() {
        String written = "{ \"z\": 1.10, \"a\":\t12345678901234567890123,\n \"e\": 1E+2, \"u\": \"\\u00e9\" }";
        Body body = body("{\"kind\":\"backup\", \"metadata\" : " + written + " , \"sizeBytes\": 1}");

        assertThat(body.written("metadata")).isEqualTo(written);
        assertThat(body.written("kind")).isEqualTo("\"backup\"");
        assertThat(body.written("sizeBytes")).isEqualTo("1");
        assertThat(body.written("missing")).isNull();
    }

    private static Body body(String json) {
        return Body.of(Optional.of(json), 16 << 10);
    }

    private static Refused refused(ThrowingCallable reading) {
        return catchThrowableOfType(Refused.class, reading);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> errors(ThrowingCallable reading) {
        Refused refused = refused(reading);
        assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_REQUEST);
        return ((List<Map<String, String>>) refused.facts().get("errors"))
                .stream().collect(Collectors.toMap(e -> e.get("pointer"), e -> e.get("detail")));
    }
}
