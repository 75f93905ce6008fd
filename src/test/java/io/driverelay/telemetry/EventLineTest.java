package io.driverelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {
    @Test
    void lineIsOneJsonObject_inTheOrderOfItsWriting() {
        EventLine line = Event.PUSH_NOT_TAKEN
                .of("01KB")
                .with(Amount.ATTEMPT, 3)
                .with(Text.DETAIL, "said \"no\"\n\tC:\\home\u2028é😀");

        assertThat(line.text())
                .isEqualTo("{\"event\":\"push-not-taken\",\"connectionId\":\"01KB\",\"attempt\":3,"
                        + "\"detail\":\"said \\\"no\\\"  C:\\\\home é  \"}");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        String none = null;

        assertThat(Event.CLIENT_SECRET_EXPIRES
                        .line()
                        .with(Time.EXPIRES_AT, (Instant) null)
                        .text())
                .isEqualTo("{\"event\":\"client-secret-expires\"}");
        assertThat(Event.FOLDER_NOT_MARKED.line().with(Text.FAULT, none).text())
                .isEqualTo("{\"event\":\"folder-not-marked\"}");
    }

    @Test
    void whatIsNotDeclaredIsASlip() {
        EventLine line = Event.CLAIM_LOST.of("01KB");

        assertThatThrownBy(() -> line.with(Amount.SHARE, 1)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "\"", "\\", "\u0000", "😀"})
    void longTextIsCut_andStaysJson(String sign) throws JsonProcessingException {
        String text = Event.PUSH_NOT_TAKEN
                .line()
                .with(Text.DETAIL, sign.repeat(9_000))
                .text();

        JsonNode detail = new ObjectMapper().readTree(text).path("detail");
        assertThat(detail.asText()).endsWith("…").hasSizeGreaterThan(150);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(Text.DETAIL.mostBytes() + 40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.blob.core.windows.net/staging/a?sv=1&sig=abc",
                "Authorization: Bearer eyJ0",
                "grant_type=refresh_token&refresh_token=0.A",
                "https://ha.example/api/webhook/1234",
                "https://my.microsoftpersonalcontent.com/x?tempauth=1"
            })
    void textThatShowsACredentialIsWithheld(String text) {
        assertThat(Event.PUSH_NOT_TAKEN.line().with(Text.DETAIL, text).text())
                .isEqualTo("{\"event\":\"push-not-taken\",\"detail\":\"(withheld)\"}");
    }

    @Test
    void whatWasThrownIsToldByClassAndPlace_notByItsWords() {
        var thrown = new IllegalStateException("a secret", new IllegalArgumentException("another"));

        assertThat(Event.LISTENER_FAILED.line().because(thrown).text())
                .contains("java.lang.IllegalStateException < java.lang.IllegalArgumentException")
                .contains("telemetry.EventLineTest.whatWasThrownIsToldByClassAndPlace_notByItsWords:")
                .doesNotContain("secret", "another");
    }
}
