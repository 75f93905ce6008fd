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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    @Test
    void everyFaultIsToldAtOnce_byPointer() {
        Body body = Body.of(Optional.of("{\"name\":1,\"scopes\":[\"restore\",\"all\"],\"validfor\":\"PT1H\"}"));
        body.text("name");
        body.choices("scopes", KeyScope.class);
        body.duration("validFor");

        assertThat(errors(body::end)).containsOnlyKeys("/name", "/scopes/1", "/validfor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"name\":1,\"name\":2}", "[]", "null", "\"text\""})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThat(errors(() -> Body.of(Optional.of(json)))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1H", "an hour", "PT2562047788015215H", "P4000000D"})
    void durationThatNoKeyCanHaveIsRefused(String text) {
        Body body = Body.of(Optional.of("{\"validFor\":\"" + text + "\"}"));
        body.duration("validFor");

        assertThat(errors(body::end)).containsOnlyKeys("/validFor");
    }

    @Test
    void pointerOfAFieldIsEscaped() {
        assertThat(errors(Body.of(Optional.of("{\"a/b~c\":1}"))::end)).containsOnlyKeys("/a~1b~0c");
    }

    @Test
    void whatIsRightIsRead_emojiToo() {
        Body body = Body.of(Optional.of("{\"name\":\"\\ud83d\\ude00\",\"validFor\":\"PT1H\"}"));

        assertThat(body.text("name")).isEqualTo("\ud83d\ude00");
        assertThat(body.duration("validFor")).isEqualTo(Duration.ofHours(1));
        body.end();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> errors(Runnable reading) {
        Refused refused = catchThrowableOfType(Refused.class, reading::run);
        assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_REQUEST);
        return ((List<Map<String, String>>) refused.facts().get("errors"))
                .stream().collect(java.util.stream.Collectors.toMap(e -> e.get("pointer"), e -> e.get("detail")));
    }
}
